import type { Disposable } from '../base/disposable.ts';
import { diff } from '../tree/diff.ts';
import type { ProcessRow } from '../tree/processRow.ts';
import { childrenOf, rowOf, type ProcessTree } from '../tree/processTree.ts';
import { isConnected } from './liveProcesses.ts';
import { isSameProcess } from './processStart.ts';
import type { TreeModel } from './treeModel.ts';

/** A process of the library that is left alone ends within a second, unless it was made to stay. */
const GRACE_MS = 1500;

/** Finds the processes that run on without their parent, and says so in the tree. */
export class OrphanWatch implements Disposable {
  readonly #model: TreeModel;
  readonly #listening: Disposable;
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  #seen: ProcessTree;

  constructor(model: TreeModel) {
    this.#model = model;
    this.#seen = model.tree;
    for (const [id] of this.#seen.nodes.entries()) this.#suspect(id);
    this.#listening = model.onDidChange((tree) => this.#changed(tree));
  }

  dispose(): void {
    this.#listening.dispose();
    for (const timer of this.#timers.values()) clearTimeout(timer);
  }

  #changed(tree: ProcessTree): void {
    const { changed } = diff(this.#seen, tree);
    this.#seen = tree;
    for (const { id, alive } of changed) {
      if (alive) this.#suspect(id);
      else for (const child of childrenOf(tree, id)) this.#suspect(child);
    }
  }

  #suspect(id: string): void {
    if (this.#timers.has(id) || this.#endOfParent(rowOf(this.#model.tree, id)) === null) return;
    const timer = setTimeout(() => {
      this.#timers.delete(id);
      void this.#decide(id);
    }, GRACE_MS);
    this.#timers.set(id, timer);
  }

  async #decide(id: string): Promise<void> {
    const row = rowOf(this.#model.tree, id);
    const at = this.#endOfParent(row);
    if (!row || at === null || row.pid === null || row.startedAt === null) return;
    const runs = isConnected(this.#model.tree, id) || (await isSameProcess(row.pid, row.startedAt));
    if (runs) this.#model.apply({ type: 'orphaned', id, at });
  }

  /** null of a process that has a parent, has none by nature, or has ended; also when it was told already. */
  #endOfParent(row: ProcessRow | undefined): number | null {
    if (!row?.alive || row.parentId === null || row.orphanedAt !== null) return null;
    const parent = rowOf(this.#model.tree, row.parentId);
    if (!parent || parent.alive || parent.state === 'initial') return null;
    return parent.endedAt ?? Date.now();
  }
}
