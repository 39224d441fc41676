/**
 * Milliseconds on a clock that never goes back and that all processes of the machine share. Not `performance`, which Node
 * loads when it is first used: that takes a process 0.6 ms.
 */
export function sharedClock(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}
