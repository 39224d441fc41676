import { env, l10n, ProgressLocation, window } from 'vscode';
import { copyMarkdown, copyText } from '../tree/copyText.ts';
import { exitText } from '../tree/exitText.ts';
import type { ProcessRow } from '../tree/processRow.ts';
import { rootOf, rowsOf, subtreeOf } from '../tree/processTree.ts';
import { topmost } from '../tree/targets.ts';
import type { StopAction } from '../tree/treeEvent.ts';
import { mayStop, mayStopAll, questionOf, verbOf } from './carefulStop.ts';
import { ExpectedError } from './expectedError.ts';
import { reportOf } from './reportOf.ts';
import { doToSeveral, stopSeveral } from './severalProcesses.ts';
import type { StubbornProcesses } from './stubbornProcesses.ts';
import { VIEW_ID, type ProcessTreeView } from './processTreeView.ts';
import { showRemedy, type ShowProblem } from './problems.ts';
import { isSeenInTree, runScript, showTree } from './remedies.ts';
import type { Session } from './session.ts';
import { readSettings } from './settings.ts';

/** What the commands on a process do in the editor; how it went is said in the row and in the view, not in toasts. */
export class RowCommands {
  readonly #session: Session;
  readonly #view: ProcessTreeView;
  readonly #stubborn: StubbornProcesses;
  readonly #showProblem: ShowProblem;

  constructor(session: Session, view: ProcessTreeView, stubborn: StubbornProcesses, showProblem: ShowProblem) {
    this.#session = session;
    this.#stubborn = stubborn;
    this.#showProblem = showProblem;
    this.#view = view;
  }

  async stop(ids: readonly string[], action: StopAction): Promise<void> {
    const rows = this.#rows(ids);
    const live = rows.length > 1 ? rows.filter(({ alive }) => alive) : rows;
    const able = live.filter(({ terminateBlocked }) => terminateBlocked === null);
    if (action !== 'interrupt' && able.length > 0) {
      const question = questionOf(action, able);
      if (!(await mayStop(this.#session, { ids: idsOf(able), verb: verbOf(action), question }))) return;
    }
    await this.attempt(() => stopSeveral(this.#session, idsOf(live), action));
    if (action === 'terminate') this.#stubborn.watch(idsOf(live));
  }

  async stopTree(ids: readonly string[]): Promise<void> {
    const { tree } = this.#session.model;
    const { terminateGracePeriod } = readSettings();
    const tops = topmost(tree, ids);
    const below = tops.flatMap((id) => subtreeOf(tree, id).map((row) => row.id));
    const question =
      tops.length === 1
        ? l10n.t('Terminate {0} and all processes below it?', this.#row(tops[0] ?? '')?.name ?? '')
        : l10n.t('Terminate {0} processes and all below them?', tops.length);
    if (!(await mayStop(this.#session, { ids: below, verb: l10n.t('Terminate Tree'), question }))) return;
    const stop = (id: string) => this.#session.actions.stopTree(id, terminateGracePeriod);
    return this.attempt(() => doToSeveral(this.#session.model, tops, stop));
  }

  async stopAll(): Promise<void> {
    const alive = rowsOf(this.#session.model.tree).filter((row) => row.alive);
    if (alive.length === 0) return this.say(l10n.t('No process is running.'));
    if (!(await mayStopAll(alive.length))) return;
    const { terminateGracePeriod } = readSettings();
    const present = new Set(alive.map(({ id }) => id));
    const tops = alive.filter(({ parentId }) => parentId === null || !present.has(parentId));
    await Promise.all(
      tops.map(({ id }) => this.attempt(() => this.#session.actions.stopTree(id, terminateGracePeriod))),
    );
  }

  /** Ends all that has lost its parent. */
  async stopOrphans(): Promise<void> {
    const orphans = rowsOf(this.#session.model.tree).filter(({ orphanedAt }) => orphanedAt !== null);
    if (orphans.length === 0) return this.say(l10n.t('No process runs on without its parent.'));
    await this.stopTree(idsOf(orphans));
  }

  /** Those that are being joined already are left out, and of several those that need not be. */
  async join(ids: readonly string[]): Promise<void> {
    const rows = this.#rows(ids).filter(
      ({ id, state }) => !this.#isJoining(id) && (ids.length === 1 || state !== 'joined'),
    );
    const [first] = rows;
    if (!first) return;
    const work = () => this.attempt(() => this.#joined(idsOf(rows)));
    if (this.#view.visible) return window.withProgress({ location: { viewId: VIEW_ID } }, work);
    const title =
      rows.length === 1 ? l10n.t('Joining {0}…', first.name) : l10n.t('Joining {0} processes…', rows.length);
    const options = { location: ProgressLocation.Notification, title, cancellable: true };
    return window.withProgress(options, (_, token) => {
      token.onCancellationRequested(() => this.cancelJoin(idsOf(rows)));
      return work();
    });
  }

  cancelJoin(ids: readonly string[]): void {
    for (const id of ids) this.#session.actions.cancelJoin(id);
  }

  async copy(ids: readonly string[]): Promise<void> {
    const rows = this.#rows(ids);
    if (rows.length > 0) await env.clipboard.writeText(rows.map(copyText).join('\n'));
  }

  async copyTree(ids: readonly string[]): Promise<void> {
    const { tree } = this.#session.model;
    await env.clipboard.writeText(copyMarkdown(topmost(tree, ids).flatMap((id) => subtreeOf(tree, id))));
  }

  /** Of the programs of some processes; of all, where none are given. */
  async copyReport(ids: readonly string[] | null): Promise<void> {
    const { tree } = this.#session.model;
    await env.clipboard.writeText(reportOf(this.#session, ids && [...new Set(ids.map((id) => rootOf(tree, id)))]));
    this.say(l10n.t('The report was copied.'));
  }

  /** Says something in the view, or in the status bar while it is not shown. */
  say(text: string): void {
    if (this.#view.visible) this.#view.setStatus({ severity: 'info', text });
    else window.setStatusBarMessage(text, 5000);
  }

  /** There is no process that a command could be done to. */
  sayNone(text: string): void {
    if (this.#view.visible) return this.say(text);
    const isEmpty = this.#session.model.tree.nodes.size === 0;
    void showRemedy(window.showInformationMessage, text, isEmpty ? runScript() : showTree());
  }

  async #joined(ids: readonly string[]): Promise<void> {
    const { model, actions } = this.#session;
    const codes: (number | null)[] = [];
    await doToSeveral(model, ids, async (id) => void codes.push(await actions.join(id)));
    const [exitcode = null] = codes;
    const joined = codes.filter((code) => code !== null).length;
    if (ids.length > 1 && joined > 0) return this.say(l10n.t('{0} of {1} processes were joined.', joined, ids.length));
    const row = this.#row(ids[0] ?? '');
    if (exitcode === null || !row) return;
    this.say(l10n.t('{0} was joined: exit code {1}', row.name, exitText({ exitcode, signal: row.signal })));
  }

  /** Says in the view how it failed, if it does; in a notification, where what helps is not in the tree. */
  async attempt(work: () => Promise<void>): Promise<void> {
    this.#view.setStatus(null);
    try {
      await work();
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      const helpsElsewhere = error instanceof ExpectedError && !isSeenInTree(error.remedy);
      if (this.#view.visible && !helpsElsewhere) this.#view.setStatus({ severity: 'error', text });
      else this.#showProblem(error);
    }
  }

  #isJoining(id: string): boolean {
    return this.#session.actions.isJoining(id);
  }

  /** In the tree's order. */
  #rows(ids: readonly string[]): ProcessRow[] {
    const [first = ''] = ids;
    if (ids.length === 1) return [this.#row(first)].filter((row) => row !== undefined);
    const wanted = new Set(ids);
    return rowsOf(this.#session.model.tree).filter(({ id }) => wanted.has(id));
  }

  #row(id: string): ProcessRow | undefined {
    return this.#session.model.row(id);
  }
}

const idsOf = (rows: readonly ProcessRow[]) => rows.map(({ id }) => id);
