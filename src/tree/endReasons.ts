/** How a process ended, where the exit code does not tell. */
export const END_REASONS = {
  window: 'ended with the window',
  lost: 'connection lost',
  /** Nobody was left to say how: mostly it noticed that it was alone, and ended. */
  alone: 'ended after its parent',
  here: 'terminated from here',
  parent: 'terminated by its parent',
} as const;
