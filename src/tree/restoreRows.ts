import { END_REASONS } from './endReasons.ts';
import { attachBlocked, joinBlocked, terminateBlocked } from './blocked.ts';
import { amend, attach, isAncestor } from './introduce.ts';
import type { ProcessRow } from './processRow.ts';
import type { ProcessTree } from './processTree.ts';
import { hasEnded, NO_ACTIVITY, NO_FACTS, type TreeNode } from './treeNode.ts';

/** Everything that has not ended ends with the window. */
export function endWithWindow(tree: ProcessTree, at: number): ProcessTree {
  const alive = Array.from(tree.nodes.entries(), ([, node]) => node).filter(
    ({ kind, facts }) => kind === 'shown' && !hasEnded(facts),
  );
  return alive.reduce(
    (next, { id }) => amend(next, id, (facts) => ({ ...facts, windowEndedAt: at, joining: false })),
    tree,
  );
}

/** Adds rows of an earlier session, which are only there to be looked at; ids that are known already are left alone. */
export function restoreRows(tree: ProcessTree, rows: readonly ProcessRow[], at: number): ProcessTree {
  return rows.reduce((next, row) => restoreRow(next, row, at), tree);
}

function restoreRow(tree: ProcessTree, row: ProcessRow, at: number): ProcessTree {
  const known = tree.nodes.get(row.id);
  if (known && known.kind !== 'expected') return tree;
  const parentId = row.parentId !== null && isAncestor(tree, row.id, row.parentId) ? null : row.parentId;
  const order = tree.nextOrder;
  const node: TreeNode = {
    id: row.id,
    parentId,
    order,
    children: known?.children ?? null,
    facts: NO_FACTS,
    row: { ...endedRow(row, at), parentId },
    kind: 'restored',
  };
  const expected = tree.expected - (known ? 1 : 0);
  return attach({ nodes: tree.nodes.set(row.id, node), nextOrder: order + 1, expected }, row.id, parentId);
}

function endedRow(row: ProcessRow, at: number): ProcessRow {
  const wasEnded = row.state === 'ended' || row.state === 'joined';
  const end = wasEnded ? {} : { state: 'ended' as const, endedAt: at, endReason: END_REASONS.window };
  const now = { ...NO_ACTIVITY, debug: null, orphanedAt: null, cpu: null, memory: null };
  const ended = { ...row, ...end, ...now, alive: false, joining: false, commandError: null };
  return {
    ...ended,
    terminateBlocked: terminateBlocked(ended, 'endedParent', false),
    joinBlocked: joinBlocked(ended, 'endedParent', false),
    attachBlocked: attachBlocked(ended, NO_FACTS),
  };
}
