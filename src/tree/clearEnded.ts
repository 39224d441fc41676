import type { ProcessTree } from './processTree.ts';
import { NO_FACTS, type TreeNode } from './treeNode.ts';

/** Of cleared processes only the ids are kept, so that late news of them is recognised; and of so many. */
const MAX_REMEMBERED = 20_000;

/** Without the rows that have ended together with all their descendants. */
export function clearEnded(tree: ProcessTree): ProcessTree {
  const all = Array.from(tree.nodes.entries(), ([, node]) => node);
  const needed = withLiveDescendants(tree, all);
  let { nodes } = tree;
  for (const node of all) {
    if (node.row === null || needed.has(node.id)) continue;
    nodes = nodes.set(node.id, { ...node, children: null, facts: NO_FACTS, row: null, kind: 'cleared' });
    const parent = nodes.get(node.parentId ?? '');
    if (parent?.children) nodes = nodes.set(parent.id, { ...parent, children: parent.children.delete(node.id) });
  }
  return nodes === tree.nodes ? tree : forgetOldest({ ...tree, nodes });
}

function withLiveDescendants(tree: ProcessTree, all: readonly TreeNode[]): Set<string> {
  const needed = new Set<string>();
  for (const { id, row } of all) {
    if (row === null || row.state === 'ended' || row.state === 'joined') continue;
    let up: string | null = id;
    for (; up !== null && !needed.has(up); up = tree.nodes.get(up)?.parentId ?? null) needed.add(up);
  }
  return needed;
}

function forgetOldest(tree: ProcessTree): ProcessTree {
  const cleared = Array.from(tree.nodes.entries(), ([, node]) => node).filter(({ kind }) => kind === 'cleared');
  const forgotten = cleared.sort((a, b) => a.order - b.order).slice(0, Math.max(0, cleared.length - MAX_REMEMBERED));
  return { ...tree, nodes: forgotten.reduce((nodes, { id }) => nodes.delete(id), tree.nodes) };
}
