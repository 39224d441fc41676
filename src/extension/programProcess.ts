import type { Readable, Writable } from 'node:stream';
import { ChildPopen } from '../multiprocessing/childPopen.ts';
import { createPopen, type Popen } from '../multiprocessing/popen.ts';
import { Process } from '../multiprocessing/process.ts';
import { signalGroup } from './processGroup.ts';
import type { ProgramCommand } from './programCommand.ts';

/** The library's Process, but what it starts is a program. Daemonic: it ends with the window. */
export class ProgramProcess extends Process {
  readonly #command: ProgramCommand;
  #popen: ChildPopen | null = null;

  constructor(name: string, command: ProgramCommand) {
    super({ name, daemon: true });
    this.#command = command;
  }

  override [createPopen](): Popen {
    this.#popen = new ChildPopen({ ...this.#command, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#started.stdin.on('error', () => {}); // the program has closed its input, or ended
    return this.#popen;
  }

  get stdin(): Writable {
    return this.#started.stdin;
  }

  get stdout(): Readable {
    return this.#started.stdout;
  }

  get stderr(): Readable {
    return this.#started.stderr;
  }

  /** The name of the signal that ended it. */
  get signal(): string | null {
    return this.#popen?.signal ?? null;
  }

  /** The program and all the processes of its group. */
  signalGroup(signal: NodeJS.Signals): void {
    if (this.#popen) signalGroup(this.#popen.pid, signal);
  }

  get #started() {
    const { stdin, stdout, stderr } = this.#popen?.child ?? {};
    if (!stdin || !stdout || !stderr) throw new Error(`${this.name} has not been started`);
    return { stdin, stdout, stderr };
  }
}
