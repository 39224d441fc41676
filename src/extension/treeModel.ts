import type { Disposable } from '../base/disposable.ts';
import { Emitter } from '../base/emitter.ts';
import { applyEvent } from '../tree/applyEvent.ts';
import type { ProcessRow } from '../tree/processRow.ts';
import { emptyTree, rowOf, type ProcessTree } from '../tree/processTree.ts';
import type { TreeEvent } from '../tree/treeEvent.ts';
import { emptyHistory, record, type History } from '../timeline/history.ts';

/** The one place where the tree changes, and with it the history of its processes. */
export class TreeModel implements Disposable {
  #tree = emptyTree();
  #history = emptyHistory();
  readonly #changed = new Emitter<ProcessTree>();
  readonly onDidChange = this.#changed.event;

  get tree(): ProcessTree {
    return this.#tree;
  }

  get history(): History {
    return this.#history;
  }

  row(id: string): ProcessRow | undefined {
    return rowOf(this.#tree, id);
  }

  apply(event: TreeEvent): void {
    const next = applyEvent(this.#tree, event);
    const history = record(this.#history, event, this.#tree, next, Date.now());
    if (next === this.#tree && history === this.#history) return;
    this.#history = history;
    this.#tree = next;
    this.#changed.fire(next);
  }

  /**
   * Resolves to whether `predicate` came true within so many seconds.
   * @param signal Gives up waiting.
   */
  async until(predicate: (tree: ProcessTree) => boolean, seconds: number, signal?: AbortSignal): Promise<boolean> {
    if (predicate(this.#tree)) return true;
    return new Promise((resolve) => {
      const settle = (value: boolean) => {
        clearTimeout(timer);
        listening.dispose();
        signal?.removeEventListener('abort', abort);
        resolve(value);
      };
      const abort = () => settle(false);
      const timer = Number.isFinite(seconds) ? setTimeout(abort, seconds * 1000) : undefined;
      signal?.addEventListener('abort', abort);
      const listening = this.onDidChange((tree) => predicate(tree) && settle(true));
    });
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
