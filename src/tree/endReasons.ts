/** How a process ended, where the exit code does not tell. */
export const END_REASONS = {
  window: 'ended with the window',
  lost: 'connection lost',
  here: 'terminated from here',
  parent: 'terminated by its parent',
} as const;
