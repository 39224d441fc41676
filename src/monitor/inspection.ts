/**
 * Node (24) may crash when its inspector is closed in the moment in which a debugger leaves it: by then that has left.
 */
const SETTLES_WITHIN_MS = 250;

/** Opens this process to a debugger on demand, and closes it again. */
export class Inspection {
  #opened = false;
  /** How often it was asked to be open. */
  #uses = 0;

  /** @returns Where a debugger finds the process: the WebSocket's URL. What is open already stays as it is. */
  open(): string {
    const inspector = process.getBuiltinModule('node:inspector');
    this.#uses++;
    const known = inspector.url();
    if (known !== undefined) return known;
    inspector.open(0, '127.0.0.1'); // on any free port, and for this machine only
    const url = inspector.url();
    if (url === undefined) throw new Error('Node.js has not opened its inspector');
    this.#opened = true;
    return url;
  }

  /** Only what was opened here, and not when somebody wants it open again meanwhile. */
  async close(): Promise<void> {
    if (!this.#opened) return;
    const uses = this.#uses;
    await new Promise((resolve) => setTimeout(resolve, SETTLES_WITHIN_MS).unref());
    if (!this.#opened || uses !== this.#uses) return;
    this.#opened = false;
    process.getBuiltinModule('node:inspector').close();
  }
}
