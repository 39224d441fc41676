import type { ProcessRow } from './processRow.ts';
import type { ProcessTree } from './processTree.ts';
import type { TreeNode } from './treeNode.ts';

export interface TreeDiff {
  /** New and changed rows, in the order of their appearance (which a child may make before its parent). */
  readonly changed: readonly ProcessRow[];
  readonly removed: readonly string[];
}

/** What turns the rows of `previous` into those of `next`; costs as much as there are changes between them. */
export function diff(previous: ProcessTree, next: ProcessTree): TreeDiff {
  const before = previous.nodes.changesTo(next.nodes) ?? allOf(previous, next);
  const changed: { order: number; row: ProcessRow }[] = [];
  const removed: string[] = [];
  for (const [id, old] of before) {
    const node = next.nodes.get(id);
    const was = old?.row ?? null;
    const is = node?.row ?? null;
    if (node && is !== null && is !== was) changed.push({ order: node.order, row: is });
    else if (is === null && was !== null) removed.push(id);
  }
  return { changed: changed.sort((a, b) => a.order - b.order).map(({ row }) => row), removed };
}

function allOf(previous: ProcessTree, next: ProcessTree): Map<string, TreeNode | undefined> {
  const all = new Map<string, TreeNode | undefined>(previous.nodes.entries());
  for (const [id] of next.nodes.entries()) if (!all.has(id)) all.set(id, undefined);
  return all;
}
