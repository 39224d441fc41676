import type { Disposable } from '../base/disposable.ts';
import type { ProcessTree } from '../tree/processTree.ts';
import { ContextKeys } from './contextKeys.ts';
import type { TreeModel } from './treeModel.ts';

const UPDATE_MS = 100;

/** Keeps what decides whether a command can do anything now: the palette offers no others. */
export class TreeContext implements Disposable {
  readonly #model: TreeModel;
  readonly #listening: Disposable;
  readonly #keys = new ContextKeys();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #changed = true;

  constructor(model: TreeModel) {
    this.#model = model;
    this.#listening = model.onDidChange(() => {
      this.#changed = true;
      if (this.#timer === null) this.#update();
    });
    this.#update();
  }

  dispose(): void {
    this.#listening.dispose();
    if (this.#timer) clearTimeout(this.#timer);
  }

  /** At once, so that it is known before the rows are seen; but not at each of many changes. */
  #update(): void {
    this.#timer = null;
    if (!this.#changed) return;
    this.#changed = false;
    for (const [name, value] of Object.entries(treeContext(this.#model.tree))) this.#keys.set(name, value);
    this.#timer = setTimeout(() => this.#update(), UPDATE_MS);
  }
}

/** Whether there is a row at all, or one of which it holds. */
function treeContext(tree: ProcessTree): Record<string, boolean> {
  const found = {
    anyRow: false,
    anyAlive: false,
    anyEnded: false,
    anyOrphan: false,
    anyToJoin: false,
    anyJoining: false,
  };
  for (const [, { row }] of tree.nodes.entries()) {
    if (row === null) continue;
    found.anyRow = true;
    found.anyAlive ||= row.alive;
    found.anyEnded ||= row.state === 'ended' || row.state === 'joined';
    found.anyOrphan ||= row.orphanedAt !== null;
    found.anyToJoin ||= row.joinBlocked === null && !row.joining;
    found.anyJoining ||= row.joining;
  }
  return found;
}
