/** Node's options that this process has for itself, as a pool's worker does: they stand before those of the program. */
let count = 0;

/** In a child. */
export function setOwnNodeOptions(options: number): void {
  count = options;
}

/** Those of the program. */
export function programExecArgv(): readonly string[] {
  return process.execArgv.slice(count);
}
