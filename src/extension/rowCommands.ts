import { env, l10n, ProgressLocation, window } from 'vscode';
import { copyMarkdown, copyText } from '../tree/copyText.ts';
import { exitText } from '../tree/exitText.ts';
import type { ProcessRow } from '../tree/processRow.ts';
import { rowsOf, subtreeOf } from '../tree/processTree.ts';
import type { StopAction } from '../tree/treeEvent.ts';
import { mayStop, questionOf, verbOf } from './carefulStop.ts';
import { reportOf } from './reportOf.ts';
import type { StubbornProcesses } from './stubbornProcesses.ts';
import { VIEW_ID, type ProcessTreeView } from './processTreeView.ts';
import { showProblem } from './runScript.ts';
import type { Session } from './session.ts';
import { readSettings } from './settings.ts';

/** What the commands on a process do in the editor; how it went is said in the row and in the view, not in toasts. */
export class RowCommands {
  readonly #session: Session;
  readonly #view: ProcessTreeView;
  readonly #stubborn: StubbornProcesses;

  constructor(session: Session, view: ProcessTreeView, stubborn: StubbornProcesses) {
    this.#session = session;
    this.#stubborn = stubborn;
    this.#view = view;
  }

  async stop(id: string, action: StopAction): Promise<void> {
    const { name = '', terminateBlocked = null } = this.#row(id) ?? {};
    if (action !== 'interrupt' && terminateBlocked === null) {
      const plan = { ids: [id], verb: verbOf(action), question: questionOf(action, name) };
      if (!(await mayStop(this.#session, plan))) return;
    }
    await this.attempt(() => this.#session.actions.stop(id, action));
    if (action === 'terminate') this.#stubborn.watch(id);
  }

  async stopTree(id: string): Promise<void> {
    const { terminateGracePeriod } = readSettings();
    const name = this.#row(id)?.name ?? '';
    const ids = subtreeOf(this.#session.model.tree, id).map((row) => row.id);
    const question = l10n.t('Terminate {0} and all processes below it?', name);
    if (!(await mayStop(this.#session, { ids, verb: l10n.t('Terminate Tree'), question }))) return;
    return this.attempt(() => this.#session.actions.stopTree(id, terminateGracePeriod));
  }

  async stopAll(): Promise<void> {
    const alive = rowsOf(this.#session.model.tree).filter((row) => row.alive);
    const { confirmTerminateAll, terminateGracePeriod } = readSettings();
    if (alive.length === 0) return this.say(l10n.t('No process is running.'));
    if (confirmTerminateAll && alive.length > 1 && !(await confirmed(alive.length))) return;
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
    await Promise.all(orphans.map(({ id }) => this.stopTree(id)));
  }

  async join(id: string): Promise<void> {
    const name = this.#row(id)?.name ?? '';
    const { actions } = this.#session;
    const work = () => this.attempt(() => this.#joined(id));
    if (this.#view.visible) return window.withProgress({ location: { viewId: VIEW_ID } }, work);
    const title = l10n.t('Joining {0}…', name);
    const options = { location: ProgressLocation.Notification, title, cancellable: true };
    return window.withProgress(options, (_, token) => {
      token.onCancellationRequested(() => actions.cancelJoin(id));
      return work();
    });
  }

  async copy(id: string): Promise<void> {
    const row = this.#row(id);
    if (row) await env.clipboard.writeText(copyText(row));
  }

  async copyTree(id: string): Promise<void> {
    await env.clipboard.writeText(copyMarkdown(subtreeOf(this.#session.model.tree, id)));
  }

  /** Of a process and those below it; of all, where none is given. */
  async copyReport(id: string | null): Promise<void> {
    await env.clipboard.writeText(reportOf(this.#session, id));
    this.say(l10n.t('The report was copied.'));
  }

  /** Says something in the view, or in the status bar while it is not shown. */
  say(text: string): void {
    if (this.#view.visible) this.#view.setStatus({ severity: 'info', text });
    else window.setStatusBarMessage(text, 5000);
  }

  async #joined(id: string): Promise<void> {
    const exitcode = await this.#session.actions.join(id);
    const row = this.#row(id);
    if (exitcode === null || !row) return;
    this.say(l10n.t('{0} was joined: exit code {1}', row.name, exitText({ exitcode, signal: row.signal })));
  }

  /** Says in the view how it failed, if it does. */
  async attempt(work: () => Promise<void>): Promise<void> {
    this.#view.setStatus(null);
    try {
      await work();
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (this.#view.visible) this.#view.setStatus({ severity: 'error', text });
      else void showProblem(error);
    }
  }

  #row(id: string): ProcessRow | undefined {
    return this.#session.model.row(id);
  }
}

async function confirmed(count: number): Promise<boolean> {
  const terminate = l10n.t('Terminate All');
  const detail = l10n.t(
    'Processes that do not end are killed. (processTree.confirmTerminateAll turns this question off.)',
  );
  const question = l10n.t('Terminate all {0} processes?', count);
  return (await window.showWarningMessage(question, { modal: true, detail }, terminate)) === terminate;
}
