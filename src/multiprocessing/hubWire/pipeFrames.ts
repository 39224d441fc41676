/** What the two sides of a pipe's end agree on. Its messages are items, as of a queue: queueFrames.ts. */

/** So much may be under way in one direction until `send` waits. */
export const PIPE_BYTES = 1024 * 1024;

/** The hub's answer to `send`, when nobody has the other end any more. */
export const BROKEN = 'broken';
