import { amend } from './introduce.ts';
import { childrenOf, ownerOf, type ProcessTree } from './processTree.ts';
import { hasEnded, type TreeNode } from './treeNode.ts';

/** Ends `id` and its descendants as far as none of them, nor a parent that can still be heard, could say how they ended. */
export function loseProcess(tree: ProcessTree, id: string, at: number): ProcessTree {
  let next = tree;
  const pending = [id];
  for (let current = pending.pop(); current !== undefined; current = pending.pop()) {
    const node = next.nodes.get(current);
    if (!node || node.kind !== 'shown') continue;
    if (current !== id && isLookedAfter(node)) continue;
    if (isUnheard(next, node)) next = amend(next, current, (facts) => ({ ...facts, lostAt: at }));
    else if (!hasEnded(node.facts)) continue;
    pending.push(...childrenOf(next, current));
  }
  return next;
}

/** Whether it runs is decided for it alone: it has no agent, or its agent may come back. */
function isLookedAfter({ facts }: TreeNode): boolean {
  return facts.kind === 'other' || facts.returning;
}

function isUnheard(tree: ProcessTree, node: TreeNode): boolean {
  if (hasEnded(node.facts) || node.facts.connected) return false;
  const owner = ownerOf(tree, node);
  if (owner === 'awayParent') return tree.nodes.get(node.parentId ?? '')?.kind !== 'shown'; // else it may come back
  return owner === 'nobody' || owner === 'endedParent';
}
