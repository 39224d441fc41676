import type { Owner } from './blocked.ts';
import { flattenRows } from './flattenRows.ts';
import type { ProcessRow } from './processRow.ts';
import { hasEnded, type TreeNode } from './treeNode.ts';
import { VersionedMap } from './versionedMap.ts';

/** An immutable value; `applyEvent` makes the next one. */
export interface ProcessTree {
  readonly nodes: VersionedMap<string, TreeNode>;
  readonly nextOrder: number;
  /** How many nodes are of the kind `expected`. */
  readonly expected: number;
  /** The other programs that run: their ids by pid. */
  readonly others: ReadonlyMap<number, string>;
}

export function emptyTree(): ProcessTree {
  return { nodes: VersionedMap.empty(), nextOrder: 0, expected: 0, others: new Map() };
}

export function rowOf(tree: ProcessTree, id: string): ProcessRow | undefined {
  return tree.nodes.get(id)?.row ?? undefined;
}

/** All rows: roots as they came, each followed by its descendants. */
export function rowsOf(tree: ProcessTree): ProcessRow[] {
  return flattenRows(rowsByAppearance(tree));
}

/** The row of `id` and those of its descendants, parents first; empty when there is none. */
export function subtreeOf(tree: ProcessTree, id: string): ProcessRow[] {
  const found: ProcessRow[] = [];
  const pending = [id];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const row = rowOf(tree, next);
    if (row) found.push(row);
    pending.push(...childrenOf(tree, next).reverse());
  }
  return found;
}

/** The process at the top of the tree that one is in. */
export function rootOf(tree: ProcessTree, id: string): string {
  const parentId = rowOf(tree, id)?.parentId ?? null;
  return parentId !== null && rowOf(tree, parentId) ? rootOf(tree, parentId) : id;
}

/** Whom to ask for a command on a process: this window, or the agent of its parent; null when nobody can be asked. */
export function commandRoute(tree: ProcessTree, id: string): 'host' | { readonly agentId: string } | null {
  const node = tree.nodes.get(id);
  if (!node || node.kind !== 'shown' || node.facts.kind === 'other') return null;
  const owner = ownerOf(tree, node);
  if (owner === 'host') return 'host';
  return owner === 'parent' && node.parentId !== null ? { agentId: node.parentId } : null;
}

export function ownerOf(tree: ProcessTree, { facts, parentId }: TreeNode): Owner {
  if (facts.launched) return 'host';
  if (parentId === null) return 'nobody';
  const parent = tree.nodes.get(parentId);
  if (!parent || parent.kind === 'expected') return 'awayParent';
  if (parent.kind !== 'shown' || hasEnded(parent.facts)) return 'endedParent';
  return parent.facts.connected ? 'parent' : 'awayParent';
}

/** Ids, in the order of appearance. */
export function childrenOf(tree: ProcessTree, id: string): string[] {
  const children = tree.nodes.get(id)?.children;
  if (!children) return [];
  const ids = Array.from(children.entries(), ([child]) => child);
  return ids.sort((a, b) => orderOf(tree, a) - orderOf(tree, b));
}

function rowsByAppearance(tree: ProcessTree): ProcessRow[] {
  const nodes = Array.from(tree.nodes.entries(), ([, node]) => node).sort((a, b) => a.order - b.order);
  return nodes.map(({ row }) => row).filter((row) => row !== null);
}

function orderOf(tree: ProcessTree, id: string): number {
  return tree.nodes.get(id)?.order ?? 0;
}
