import { isSameStart } from '../processTable/cpuUsage.ts';
import type { Program } from '../processTable/describeProgram.ts';
import type { SystemProcess } from '../processTable/systemProcess.ts';

/**
 * What programs are called. One is asked for its arguments once, and again when its executable is another: between its start
 * and its `exec` it is a copy of who starts it, and a shell may become what it was to run.
 */
export class DescribedPrograms {
  readonly #read: (process: SystemProcess) => Program;
  readonly #known = new Map<number, { readonly process: SystemProcess; readonly program: Program }>();

  /** @param read Asks a process for its arguments. */
  constructor(read: (process: SystemProcess) => Program) {
    this.#read = read;
  }

  describe(process: SystemProcess): Program {
    const known = this.#known.get(process.pid);
    if (known?.process.name === process.name && isSameStart(known.process.startedAt, process.startedAt))
      return known.program;
    const program = this.#read(process);
    this.#known.set(process.pid, { process, program });
    return program;
  }

  /** @param running All processes that run now, by their pids. */
  forgetEnded(running: ReadonlyMap<number, SystemProcess>): void {
    for (const pid of this.#known.keys()) if (!running.has(pid)) this.#known.delete(pid);
  }
}
