/** Programs that processes of the tree have started by other means: they are known from the system's table only. */
import { amend, attach, detach, introduce, refreshRow } from './introduce.ts';
import { childrenOf, rowOf, type ProcessTree } from './processTree.ts';
import type { OtherProcess } from './treeEvent.ts';
import type { Facts, TreeNode } from './treeNode.ts';

/** `processes` are all that run now: those that are not among them have ended. */
export function applyOthers(tree: ProcessTree, processes: readonly OtherProcess[], at: number): ProcessTree {
  const run = new Set(processes.map(({ id }) => id));
  const ended = othersOf(tree).filter(({ id, row }) => row?.alive && !run.has(id));
  const present = processes.reduce(shown, tree);
  const next = ended.reduce((all, { id }) => amend(all, id, (facts) => ({ ...facts, lostAt: at })), present);
  return withIndex(withoutEnded(next));
}

/** A process of the library has that pid: it was taken for another program before it said so. */
export function withoutOther(tree: ProcessTree, pid: number | null, id: string): ProcessTree {
  const other = pid === null ? undefined : tree.others.get(pid);
  if (other === undefined || other === id) return tree;
  const moved = childrenOf(tree, other).reduce((next, child) => move(next, child, id), tree);
  return withIndex(remove(moved, other));
}

function shown(tree: ProcessTree, other: OtherProcess): ProcessTree {
  const { id, parentId, ...told } = other;
  const change = (facts: Facts): Facts => ({
    ...facts,
    ...told,
    kind: 'other',
    named: true,
    returning: false,
    lostAt: null,
  });
  const next = introduce(tree, id, parentId, change);
  return next.nodes.get(id)?.parentId === parentId ? next : move(next, id, parentId);
}

/** One that has ended stays for the sake of those below it, or when it was ended from here. */
function withoutEnded(tree: ProcessTree): ProcessTree {
  const useless = othersOf(tree).filter(({ id, facts }) => {
    return (
      facts.lostAt !== null && facts.requested === null && !childrenOf(tree, id).some((child) => rowOf(tree, child))
    );
  });
  return useless.length === 0 ? tree : withoutEnded(useless.reduce((next, { id }) => remove(next, id), tree));
}

function othersOf(tree: ProcessTree): TreeNode[] {
  const others: TreeNode[] = [];
  for (const [, node] of tree.nodes.entries())
    if (node.facts.kind === 'other' && node.kind === 'shown') others.push(node);
  return others;
}

function move(tree: ProcessTree, id: string, parentId: string): ProcessTree {
  const node = tree.nodes.get(id);
  if (!node || id === parentId) return tree;
  const freed = detach(tree, id);
  const moved = { ...freed, nodes: freed.nodes.set(id, { ...node, parentId }) };
  return refreshRow(attach(moved, id, parentId), id);
}

function remove(tree: ProcessTree, id: string): ProcessTree {
  const freed = detach(tree, id);
  return { ...freed, nodes: freed.nodes.delete(id) };
}

function withIndex(tree: ProcessTree): ProcessTree {
  const alive = othersOf(tree).filter(({ row }) => row?.alive);
  return { ...tree, others: new Map(alive.map(({ id, facts }) => [facts.pid ?? 0, id])) };
}
