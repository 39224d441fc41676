import { constants } from 'node:os';
import { ShellExecution, tasks, window, type TaskExecution, type TerminalShellExecution } from 'vscode';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import type { ProcessDescription } from '../monitor/protocol.ts';
import { readAncestors } from '../processTable/processTable.ts';
import type { ProcessRow } from '../tree/processRow.ts';
import { isSameProcess } from './processStart.ts';
import type { Session } from './session.ts';
import { isSingleCommand, mayHaveStarted } from './singleCommand.ts';

/** A shell says of a command that signal n has ended that its exit code is 128 + n. */
const BY_SIGNAL = 128;
/** Seconds until an agent's last words have been read, after the shell's. */
const LAST_WORDS = 2;

/**
 * Which terminals and tasks have run which programs; and how these ended, where they could not say it themselves: a process
 * that a signal ends says nothing any more, and one of Python's does not know with what it was called to exit. They are their
 * shell's children and not ours.
 */
export class TerminalPrograms implements Disposable {
  readonly #session: Session;
  readonly #store = new DisposableStore();
  /** Of each program: its pid, and those of its ancestors; one of them is a terminal's shell, or a task's process. */
  readonly #pids = new Map<string, readonly number[]>();
  readonly #taskPids = new Map<TaskExecution, number>();
  /** Those that had ended with an earlier command of their shell. */
  readonly #past = new Set<string>();

  constructor(session: Session) {
    this.#session = session;
    this.#store.add(session.monitor.onConnected((process) => void this.#connected(process)));
    this.#store.add(
      window.onDidEndTerminalShellExecution(({ terminal, execution, exitCode }) => {
        void Promise.resolve(terminal.processId).then((pid) => this.#ended(pid, exitCode, typedIn(execution)));
      }),
    );
    this.#store.add(
      tasks.onDidStartTaskProcess(({ execution, processId }) => this.#taskPids.set(execution, processId)),
    );
    this.#store.add(
      tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
        void this.#ended(this.#taskPids.get(execution), exitCode, runBy(execution));
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
    for (const other of this.#pids.keys()) {
      if (this.#session.model.row(other)) continue;
      this.#pids.delete(other);
      this.#past.delete(other);
    }
  }

  async #ended(shell: number | undefined, exitCode: number | undefined, command: string): Promise<void> {
    if (shell === undefined || exitCode === undefined) return;
    const tied = [...this.#pids].filter(([, pids]) => pids.includes(shell)).map(([id]) => id);
    const fresh = tied.filter((id) => !this.#past.has(id)).flatMap((id) => this.#session.model.row(id) ?? []);
    const signal = signalOf(exitCode);
    if (signal === null) await this.#exited(fresh, shell, exitCode, command);
    else await this.#signalled(fresh, BY_SIGNAL - exitCode, signal);
    for (const id of tied) if (!this.#session.model.row(id)?.alive) this.#past.add(id);
  }

  /** A command of several programs has one exit code: it is taken only where just one of them has said nothing. */
  async #signalled(rows: readonly ProcessRow[], exitcode: number, signal: string): Promise<void> {
    const silent = await Promise.all(rows.map(async (row) => ((await isSilent(row)) ? [row] : [])));
    const [row, ...others] = silent.flat();
    if (row && others.length === 0) this.#tell(row, exitcode, signal);
  }

  /** Of one that says that it ends, and not with what; and that is the shell itself by now, or all that the command runs. */
  async #exited(rows: readonly ProcessRow[], shell: number, exitcode: number, command: string): Promise<void> {
    const { model } = this.#session;
    const isOwn = (row: ProcessRow) => {
      const [pid, parent] = this.#pids.get(row.id) ?? [];
      return pid === shell || (parent === shell && isSingleCommand(command) && mayHaveStarted(command, row.script));
    };
    const [row, ...others] = rows.filter((one) => !isTold(one) && isOwn(one));
    if (!row || others.length > 0) return;
    await model.until(() => model.row(row.id)?.state === 'ended', LAST_WORDS);
    const now = model.row(row.id);
    if (now?.state === 'ended' && !isTold(now)) this.#tell(now, exitcode, null);
  }

  #tell(row: ProcessRow, exitcode: number, signal: string | null): void {
    const at = row.endedAt ?? Date.now();
    this.#session.model.apply({ type: 'ended', id: row.id, at, exitcode, signal, error: null });
  }
}

/** What was typed, where the shell itself has told it. */
function typedIn({ commandLine }: TerminalShellExecution): string {
  return commandLine.isTrusted ? commandLine.value : '';
}

function runBy({ task }: TaskExecution): string {
  const { execution } = task;
  return execution instanceof ShellExecution ? (execution.commandLine ?? '') : '';
}

function signalOf(exitCode: number): string | null {
  const [name] = Object.entries(constants.signals).find(([, number]) => BY_SIGNAL + number === exitCode) ?? [];
  return name ?? null;
}

/** It has ended, and nobody has said how. */
async function isSilent(row: ProcessRow): Promise<boolean> {
  const { pid, startedAt } = row;
  if (isTold(row) || pid === null || startedAt === null) return false;
  return !(await isSameProcess(pid, startedAt));
}

function isTold({ exitcode, error }: ProcessRow): boolean {
  return exitcode !== null || error !== null;
}
