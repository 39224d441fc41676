import { deriveRow } from './deriveRow.ts';
import { childrenOf, ownerOf, type ProcessTree } from './processTree.ts';
import { sameValue } from './sameValue.ts';
import { hasEnded, NO_FACTS, type Facts, type TreeNode } from './treeNode.ts';
import { VersionedMap } from './versionedMap.ts';

/** Facts about processes that nobody has introduced are kept, but not without end. */
const MAX_EXPECTED = 10_000;

/** Somebody tells of the process `id`: from now on it has a row. Its parent is the one that was named first. */
export function introduce(
  tree: ProcessTree,
  id: string,
  parentId: string | null,
  change: (facts: Facts) => Facts,
): ProcessTree {
  const known = tree.nodes.get(id);
  if (known && known.kind !== 'expected') return amend(tree, id, change);
  const parent = parentId !== null && isAncestor(tree, id, parentId) ? null : parentId;
  const node: TreeNode = { ...(known ?? expectedNode(id)), parentId: parent, order: tree.nextOrder, kind: 'shown' };
  const expected = tree.expected - (known ? 1 : 0);
  const attached = attach({ ...tree, nextOrder: tree.nextOrder + 1, expected }, id, parent);
  return putFacts(attached, node, change(node.facts));
}

/** Something is told of a process that may not have been introduced yet. */
export function amend(tree: ProcessTree, id: string, change: (facts: Facts) => Facts): ProcessTree {
  const node = tree.nodes.get(id);
  if (node)
    return node.kind === 'cleared' || node.kind === 'restored' ? tree : putFacts(tree, node, change(node.facts));
  if (tree.expected >= MAX_EXPECTED) return tree;
  return putFacts({ ...tree, expected: tree.expected + 1 }, expectedNode(id), change(NO_FACTS));
}

/** Makes `id` a child of `parentId`, which need not be known yet. */
export function attach(tree: ProcessTree, id: string, parentId: string | null): ProcessTree {
  if (parentId === null) return tree;
  const known = tree.nodes.get(parentId);
  if (known?.kind === 'cleared') return tree;
  const parent = known ?? expectedNode(parentId);
  const children = (parent.children ?? VersionedMap.empty<string, true>()).set(id, true);
  const expected = tree.expected + (known ? 0 : 1);
  return { ...tree, expected, nodes: tree.nodes.set(parentId, { ...parent, children }) };
}

/** Takes `id` from its parent, to be removed or put elsewhere. */
export function detach(tree: ProcessTree, id: string): ProcessTree {
  const parent = tree.nodes.get(tree.nodes.get(id)?.parentId ?? '');
  if (!parent?.children) return tree;
  return { ...tree, nodes: tree.nodes.set(parent.id, { ...parent, children: parent.children.delete(id) }) };
}

export function isAncestor(tree: ProcessTree, id: string, of: string): boolean {
  for (let up: string | null = of; up !== null; up = tree.nodes.get(up)?.parentId ?? null) if (up === id) return true;
  return false;
}

/** With a new row where the facts make one; and new rows of its children, where these can be asked for no longer, or again. */
function putFacts(tree: ProcessTree, node: TreeNode, facts: Facts): ProcessTree {
  const known = tree.nodes.get(node.id);
  if (known?.kind === node.kind && sameValue(known.facts, facts)) return tree;
  const next = putRow(tree, { ...node, children: known?.children ?? node.children, facts });
  if (known && standing(known.kind, known.facts) === standing(node.kind, facts)) return next;
  return childrenOf(next, node.id).reduce(refreshRow, next);
}

/** With a new row of `id`, since something around it has changed. */
export function refreshRow(tree: ProcessTree, id: string): ProcessTree {
  const node = tree.nodes.get(id);
  return node?.kind === 'shown' ? putRow(tree, node) : tree;
}

function putRow(tree: ProcessTree, node: TreeNode): ProcessTree {
  const row = node.kind === 'shown' ? deriveRow(node, ownerOf(tree, node), node.row) : node.row;
  return { ...tree, nodes: tree.nodes.set(node.id, { ...node, row }) };
}

/** What of a process decides whether its children can be asked for. */
function standing(kind: TreeNode['kind'], facts: Facts): string {
  return `${kind} ${hasEnded(facts) ? 'ended' : facts.connected}`;
}

function expectedNode(id: string): TreeNode {
  return { id, parentId: null, order: 0, children: null, facts: NO_FACTS, row: null, kind: 'expected' };
}
