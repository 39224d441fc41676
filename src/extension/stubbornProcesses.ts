import { l10n, window } from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import { hasEnded } from '../tree/treeNode.ts';
import type { ProcessTreeView } from './processTreeView.ts';
import type { Session } from './session.ts';
import { readSettings } from './settings.ts';

/** Processes that were terminated and go on: after the grace period they are killed, or that is offered. */
export class StubbornProcesses implements Disposable {
  readonly #session: Session;
  readonly #view: ProcessTreeView;
  readonly #listening: Disposable;
  /** The process whose end the view offers. */
  #offered: string | null = null;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(session: Session, view: ProcessTreeView) {
    this.#session = session;
    this.#view = view;
    this.#listening = session.model.onDidChange(() => this.#withdraw());
  }

  /** A process has been sent SIGTERM. */
  watch(id: string): void {
    const { killAfterTerminate, terminateGracePeriod } = readSettings();
    if (killAfterTerminate === 'never') return;
    clearTimeout(this.#timers.get(id));
    this.#timers.set(
      id,
      setTimeout(() => this.#look(id, terminateGracePeriod), terminateGracePeriod * 1000),
    );
  }

  dispose(): void {
    this.#listening.dispose();
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  #look(id: string, seconds: number): void {
    this.#timers.delete(id);
    const { model, actions } = this.#session;
    const node = model.tree.nodes.get(id);
    if (!node?.row?.alive || hasEnded(node.facts)) return;
    if (readSettings().killAfterTerminate === 'always')
      void actions.stop(id, 'kill').catch(() => {}); // told in the row
    else void this.#offer(id, l10n.t('{0} has not ended within {1} s.', node.row.name, seconds));
  }

  async #offer(id: string, text: string): Promise<void> {
    if (this.#view.visible) {
      this.#offered = id;
      return this.#view.setStatus({ severity: 'info', text, kill: id });
    }
    const kill = l10n.t('Kill');
    const answer = await window.showWarningMessage(text, kill);
    if (answer === kill) await this.#session.actions.stop(id, 'kill').catch(() => {}); // told in the row
  }

  /** It has ended after all. */
  #withdraw(): void {
    if (this.#offered === null || this.#session.model.row(this.#offered)?.alive) return;
    this.#offered = null;
    this.#view.setStatus(null);
  }
}
