import type { Readable, Writable } from 'node:stream';
import { ChildPopen } from '../multiprocessing/childPopen.ts';
import { createPopen, type Popen } from '../multiprocessing/popen.ts';
import { Process } from '../multiprocessing/process.ts';
import { signalGroup } from './processGroup.ts';
import type { OutputRelay } from './outputRelay.ts';
import type { ProgramCommand } from './programCommand.ts';

/** The library's Process, but what it starts is a program. Daemonic: it ends with the window. */
export class ProgramProcess extends Process {
  readonly #command: ProgramCommand;
  /** Through which its output comes, where there is one. */
  readonly relay: OutputRelay | null;
  #popen: ChildPopen | null = null;

  constructor(name: string, command: ProgramCommand, relay: OutputRelay | null = null) {
    super({ name, daemon: true });
    this.#command = command;
    this.relay = relay;
  }

  override [createPopen](): Popen {
    const ends = this.relay?.ends ?? (['pipe', 'pipe'] as const);
    try {
      this.#popen = new ChildPopen({ ...this.#command, stdio: ['pipe', ...ends] });
    } finally {
      this.relay?.release();
    }
    this.stdin.on('error', () => {}); // the program has closed its input, or ended
    return this.#popen;
  }

  get stdin(): Writable {
    return this.#started(this.#popen?.child.stdin);
  }

  get stdout(): Readable {
    return this.#started(this.relay?.stdout ?? this.#popen?.child.stdout);
  }

  get stderr(): Readable {
    return this.#started(this.relay?.stderr ?? this.#popen?.child.stderr);
  }

  /** The name of the signal that ended it. */
  get signal(): string | null {
    return this.#popen?.signal ?? null;
  }

  /** The program and all the processes of its group. */
  signalGroup(signal: NodeJS.Signals): void {
    if (this.#popen) signalGroup(this.#popen.pid, signal);
  }

  #started<T>(stream: T | null | undefined): T {
    if (!stream) throw new Error(`${this.name} has not been started`);
    return stream;
  }
}
