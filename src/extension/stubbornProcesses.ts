import { l10n, window } from 'vscode';
import type { Disposable } from '../base/disposable.ts';
import { hasEnded } from '../tree/treeNode.ts';
import type { ProcessTreeView } from './processTreeView.ts';
import type { Session } from './session.ts';
import { readSettings } from './settings.ts';
import { stopSeveral } from './severalProcesses.ts';

/** Processes that were terminated and go on: after the grace period they are killed, or that is offered. */
export class StubbornProcesses implements Disposable {
  readonly #session: Session;
  readonly #view: ProcessTreeView;
  readonly #listening: Disposable;
  /** The processes whose end the view offers. */
  #offered: readonly string[] = [];
  /** By those that were terminated together. */
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  constructor(session: Session, view: ProcessTreeView) {
    this.#session = session;
    this.#view = view;
    this.#listening = session.model.onDidChange(() => this.#withdraw());
  }

  /** Processes have been sent SIGTERM, together. */
  watch(ids: readonly string[]): void {
    const { killAfterTerminate, terminateGracePeriod } = readSettings();
    if (killAfterTerminate === 'never' || ids.length === 0) return;
    const key = ids.join();
    clearTimeout(this.#timers.get(key));
    const look = () => {
      this.#timers.delete(key);
      this.#look(ids, terminateGracePeriod);
    };
    this.#timers.set(key, setTimeout(look, terminateGracePeriod * 1000));
  }

  dispose(): void {
    this.#listening.dispose();
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  #look(ids: readonly string[], seconds: number): void {
    const { nodes } = this.#session.model.tree;
    const left = ids.filter((id) => {
      const node = nodes.get(id);
      return node?.row?.alive && !hasEnded(node.facts);
    });
    const [first] = left;
    if (first === undefined) return;
    if (readSettings().killAfterTerminate === 'always') return this.#kill(left);
    const text =
      left.length === 1
        ? l10n.t('{0} has not ended within {1} s.', this.#session.model.row(first)?.name ?? '', seconds)
        : l10n.t('{0} processes have not ended within {1} s.', left.length, seconds);
    void this.#offer(left, text);
  }

  async #offer(ids: readonly string[], text: string): Promise<void> {
    if (this.#view.visible) {
      this.#offered = ids;
      return this.#view.setStatus({ severity: 'info', text, kill: ids });
    }
    const kill = l10n.t('Kill');
    if ((await window.showWarningMessage(text, kill)) === kill) this.#kill(ids);
  }

  #kill(ids: readonly string[]): void {
    stopSeveral(this.#session, ids, 'kill').catch(() => {}); // told in the rows
  }

  /** They have ended after all. */
  #withdraw(): void {
    if (this.#offered.length === 0 || this.#offered.some((id) => this.#session.model.row(id)?.alive)) return;
    this.#offered = [];
    this.#view.setStatus(null);
  }
}
