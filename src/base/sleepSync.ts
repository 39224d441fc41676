const sleeper = new Int32Array(new SharedArrayBuffer(4));

/** Blocks the thread; for the end of a process, where no event comes any more. */
export function sleepSync(ms: number): void {
  Atomics.wait(sleeper, 0, 0, ms);
}
