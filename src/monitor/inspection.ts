/** Opens this process to a debugger on demand, and closes it again. */
export class Inspection {
  #opened = false;

  /** @returns Where a debugger finds the process: the WebSocket's URL. What is open already stays as it is. */
  open(): string {
    const inspector = process.getBuiltinModule('node:inspector');
    const known = inspector.url();
    if (known !== undefined) return known;
    inspector.open(0, '127.0.0.1'); // on any free port, and for this machine only
    const url = inspector.url();
    if (url === undefined) throw new Error('Node.js has not opened its inspector');
    this.#opened = true;
    return url;
  }

  /** Only what was opened here. */
  close(): void {
    if (this.#opened) process.getBuiltinModule('node:inspector').close();
    this.#opened = false;
  }
}
