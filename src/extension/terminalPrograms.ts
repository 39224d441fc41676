import { constants } from 'node:os';
import { tasks, window, type TaskExecution } from 'vscode';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import type { ProcessDescription } from '../monitor/protocol.ts';
import { readAncestors } from '../processTable/processTable.ts';
import type { ProcessRow } from '../tree/processRow.ts';
import { isSameProcess } from './processStart.ts';
import type { Session } from './session.ts';

/** A shell says of a command that signal n has ended that its exit code is 128 + n. */
const BY_SIGNAL = 128;

/**
 * Which terminals and tasks have run which programs; and how these ended, where they could not say it themselves: a process
 * that a signal ends says nothing any more, and it is its shell's child and not ours.
 */
export class TerminalPrograms implements Disposable {
  readonly #session: Session;
  readonly #store = new DisposableStore();
  /** Of each program: its pid, and those of its ancestors; one of them is a terminal's shell, or a task's process. */
  readonly #pids = new Map<string, readonly number[]>();
  readonly #taskPids = new Map<TaskExecution, number>();

  constructor(session: Session) {
    this.#session = session;
    this.#store.add(session.monitor.onConnected((process) => void this.#connected(process)));
    this.#store.add(
      window.onDidEndTerminalShellExecution(({ terminal, exitCode }) => {
        void Promise.resolve(terminal.processId).then((pid) => this.#ended(pid, exitCode));
      }),
    );
    this.#store.add(
      tasks.onDidStartTaskProcess(({ execution, processId }) => this.#taskPids.set(execution, processId)),
    );
    this.#store.add(
      tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
        void this.#ended(this.#taskPids.get(execution), exitCode);
        this.#taskPids.delete(execution);
      }),
    );
  }

  /** Whether it is a program that this window has not started. */
  has(id: string): boolean {
    return this.#pids.has(id);
  }

  /** Shows the terminal that has run a program. @returns Whether there is one. */
  async show(id: string): Promise<boolean> {
    const pids = this.#pids.get(id) ?? [];
    for (const terminal of window.terminals) {
      if (!pids.includes((await terminal.processId) ?? 0)) continue;
      terminal.show();
      return true;
    }
    return false;
  }

  dispose(): void {
    this.#store.dispose();
  }

  async #connected({ id, parentId, pid }: ProcessDescription): Promise<void> {
    if (parentId !== null || this.#session.programs.get(id)) return;
    const ancestors = await readAncestors(pid);
    this.#pids.set(id, [pid, ...ancestors.map((ancestor) => ancestor.pid)]);
    for (const other of this.#pids.keys()) if (!this.#session.model.row(other)) this.#pids.delete(other);
  }

  /** A command of several programs has one exit code: it is taken only where just one of them has said nothing. */
  async #ended(shell: number | undefined, exitCode: number | undefined): Promise<void> {
    const signal = signalOf(exitCode);
    if (shell === undefined || exitCode === undefined || signal === null) return;
    const { model } = this.#session;
    const tied = [...this.#pids].filter(([, pids]) => pids.includes(shell)).map(([id]) => model.row(id));
    const silent = await Promise.all(tied.map(async (row) => (row && (await isSilent(row)) ? row : null)));
    const [row, ...others] = silent.filter((one) => one !== null);
    if (!row || others.length > 0) return;
    const at = row.endedAt ?? Date.now();
    model.apply({ type: 'ended', id: row.id, at, exitcode: BY_SIGNAL - exitCode, signal, error: null });
  }
}

function signalOf(exitCode: number | undefined): string | null {
  const [name] = Object.entries(constants.signals).find(([, number]) => BY_SIGNAL + number === exitCode) ?? [];
  return name ?? null;
}

/** It has ended, and nobody has said how. */
async function isSilent({ pid, startedAt, exitcode, error }: ProcessRow): Promise<boolean> {
  if (exitcode !== null || error !== null || pid === null || startedAt === null) return false;
  return !(await isSameProcess(pid, startedAt));
}
