import { assertNever } from '../base/assertNever.ts';
import { l10n } from '../base/l10n.ts';
import type { ProcessRow } from '../tree/processRow.ts';
import { commandRoute, rowOf, subtreeOf, type ProcessTree } from '../tree/processTree.ts';
import { STOP_SIGNALS, type StopAction } from '../tree/treeEvent.ts';
import { ExpectedError } from './expectedError.ts';
import { isConnected } from './liveProcesses.ts';
import type { MonitorLink } from './monitorLink.ts';
import { signalProcess } from './processGroup.ts';
import { isSameProcess } from './processStart.ts';
import type { Programs } from './programs.ts';
import { revealInTree, showTree } from './remedies.ts';
import type { TreeModel } from './treeModel.ts';

export interface ActionsOptions {
  readonly model: TreeModel;
  readonly programs: Programs;
  readonly monitor: MonitorLink;
}

/** So long a killed process may take until the system has ended it. */
const KILL_SECONDS = 2;

/** What can be done to a process: on the root's Process object here, or by its parent on its own. */
export class ProcessActions {
  readonly #options: ActionsOptions;
  /** The joins that wait, by process. */
  readonly #joins = new Map<string, Set<AbortController>>();

  constructor(options: ActionsOptions) {
    this.#options = options;
  }

  /** Resolves when the signal has been sent. @throws ExpectedError */
  async stop(id: string, action: StopAction): Promise<void> {
    const row = this.#row(id);
    if (row.terminateBlocked !== null) throw cannot(action, row, row.terminateBlocked);
    await this.#send(row, action);
  }

  /**
   * Waits for the end of a process.
   * @param timeout In seconds; null waits for ever.
   * @returns Its exit code; null when it has not ended in time, or the join was cancelled.
   * @throws ExpectedError
   */
  async join(id: string, timeout: number | null = null): Promise<number | null> {
    const { model } = this.#options;
    const row = this.#row(id);
    if (row.state === 'joined') return row.exitcode;
    if (row.joinBlocked !== null) throw cannot('join', row, row.joinBlocked);
    const controller = this.#beginJoin(id);
    try {
      const exitcode = await this.#joinBy(id, timeout, controller.signal);
      if (exitcode !== null) model.apply({ type: 'joined', id, at: Date.now() });
      return exitcode;
    } catch (error) {
      if (controller.signal.aborted) return null;
      const now = model.row(id);
      if (now?.state === 'joined') return now.exitcode; // by its parent itself, which ended before it could answer
      throw this.#failed(row, 'join', error);
    } finally {
      this.#endJoin(id, controller);
    }
  }

  /** Gives up all joins of a process that wait. */
  cancelJoin(id: string): void {
    for (const controller of this.#joins.get(id) ?? []) controller.abort();
  }

  isJoining(id: string): boolean {
    return this.#joins.has(id);
  }

  /**
   * Terminates a process and then, after `grace` seconds, kills what is left of it and its descendants.
   * The process goes first: it would replace the others.
   */
  async stopTree(id: string, grace: number): Promise<void> {
    const { model } = this.#options;
    if (this.#row(id).terminateBlocked === null) await this.stop(id, 'terminate').catch(() => {}); // killed below
    const ended = await model.until((tree) => liveRows(tree, id).length === 0, grace);
    if (ended) return;
    this.#options.programs.stopGroup(id, 'kill');
    await Promise.allSettled(liveRows(model.tree, id).map((row) => this.#send(row, 'kill')));
    await model.until((tree) => liveRows(tree, id).length === 0, KILL_SECONDS);
  }

  #row(id: string): ProcessRow {
    const row = this.#options.model.row(id);
    if (!row) throw new ExpectedError(l10n.t('There is no process {0} in the tree.', id), showTree());
    return row;
  }

  async #send(row: ProcessRow, action: StopAction): Promise<void> {
    const { model } = this.#options;
    const route = commandRoute(model.tree, row.id);
    model.apply({ type: 'commandSent', id: row.id, action, at: Date.now() });
    try {
      if (route === 'host') this.#stopProgram(row.id, action);
      else if (route === null) await this.#signal(row, action);
      else await this.#commandParent(route.agentId, row, action);
    } catch (error) {
      throw this.#failed(row, action, error);
    }
  }

  async #commandParent(agentId: string, row: ProcessRow, action: StopAction): Promise<void> {
    if (this.#options.model.row(agentId)?.state === 'paused') return this.#signal(row, action); // it cannot answer
    try {
      await this.#options.monitor.command(agentId, action, row.id);
    } catch (error) {
      await this.#signal(row, action, error);
    }
  }

  #stopProgram(id: string, action: StopAction): void {
    this.#options.programs.get(id)?.process[action]();
    this.#options.model.apply({ type: 'stopping', id, signal: STOP_SIGNALS[action], at: Date.now() });
  }

  /** For a parent that is gone, or too busy to answer: from here, if the pid is surely that of the process. */
  async #signal({ id, kind, name, pid, startedAt }: ProcessRow, action: StopAction, why?: unknown): Promise<void> {
    const isCertain =
      pid !== null &&
      (isConnected(this.#options.model.tree, id) || (startedAt !== null && (await isSameProcess(pid, startedAt))));
    if (isCertain && signalProcess(pid, STOP_SIGNALS[action])) {
      this.#options.model.apply({ type: 'stopping', id, signal: STOP_SIGNALS[action], at: Date.now() });
      return this.#options.monitor.lookAfter(id);
    }
    // What was wanted has come about, but nobody has told of it yet; of other programs the system's table is sure.
    const isGone = pid !== null && ((kind === 'other' && !isCertain) || !signalProcess(pid, 0));
    if (isGone) return this.#options.monitor.lookAfter(id);
    throw why instanceof Error
      ? why
      : new Error(l10n.t('the process {0} is gone, or is not {1} any more', pid ?? '', name));
  }

  #failed(row: ProcessRow, action: StopAction | 'join', error: unknown): ExpectedError {
    const reason = (error instanceof Error ? error.message : String(error)).replace(/\.$/, '');
    const failure = cannot(action, row, reason, error);
    this.#options.model.apply({ type: 'commandFailed', id: row.id, action, message: failure.message });
    return failure;
  }

  async #joinBy(id: string, timeout: number | null, signal: AbortSignal): Promise<number | null> {
    const { model, programs, monitor } = this.#options;
    const route = commandRoute(model.tree, id);
    if (route !== null && route !== 'host') return monitor.command(route.agentId, 'join', id, { timeout, signal });
    const program = programs.get(id)?.process;
    if (!program) return this.#observe(id, timeout, signal);
    await Promise.race([program.join(timeout), aborted(signal)]);
    return program.exitcode;
  }

  /** Of a program that was started elsewhere: nobody here is its parent, but that it ends can be seen. */
  async #observe(id: string, timeout: number | null, signal: AbortSignal): Promise<number | null> {
    const { model } = this.#options;
    await model.until((tree) => !rowOf(tree, id)?.alive, timeout ?? Infinity, signal);
    return model.row(id)?.exitcode ?? null;
  }

  #beginJoin(id: string): AbortController {
    const controller = new AbortController();
    const joins = this.#joins.get(id) ?? new Set();
    this.#joins.set(id, joins.add(controller));
    this.#options.model.apply({ type: 'joining', id });
    return controller;
  }

  #endJoin(id: string, controller: AbortController): void {
    controller.abort(); // ends what still waits for it
    const joins = this.#joins.get(id);
    joins?.delete(controller);
    if (joins?.size !== 0) return;
    this.#joins.delete(id);
    this.#options.model.apply({ type: 'joinCancelled', id });
  }
}

function cannot(action: StopAction | 'join', { id, name }: ProcessRow, reason: string, cause?: unknown): ExpectedError {
  return new ExpectedError(cannotText(action, name, reason), revealInTree(id), { cause });
}

function cannotText(action: StopAction | 'join', name: string, reason: string): string {
  switch (action) {
    case 'terminate':
      return l10n.t('Cannot terminate {0}: {1}.', name, reason);
    case 'kill':
      return l10n.t('Cannot kill {0}: {1}.', name, reason);
    case 'interrupt':
      return l10n.t('Cannot interrupt {0}: {1}.', name, reason);
    case 'join':
      return l10n.t('Cannot join {0}: {1}.', name, reason);
    default:
      return assertNever(action);
  }
}

function liveRows(tree: ProcessTree, id: string): ProcessRow[] {
  return subtreeOf(tree, id).filter(({ alive }) => alive);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
