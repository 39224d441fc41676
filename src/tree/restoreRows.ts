import { END_REASONS } from './endReasons.ts';
import { attachBlocked, joinBlocked, terminateBlocked } from './blocked.ts';
import { amend, attach, introduce, isAncestor } from './introduce.ts';
import type { ProcessRow } from './processRow.ts';
import type { ProcessTree } from './processTree.ts';
import { hasEnded, NO_ACTIVITY, NO_FACTS, type Facts, type TreeNode } from './treeNode.ts';

/** What this window has started ends with it, and so do all that that has started. */
export function endWithWindow(tree: ProcessTree, at: number): ProcessTree {
  const alive = Array.from(tree.nodes.entries(), ([, node]) => node).filter((node) => endsNow(tree, node));
  return alive.reduce(
    (next, { id }) => amend(next, id, (facts) => ({ ...facts, windowEndedAt: at, joining: false })),
    tree,
  );
}

/** Other programs that are not in the program's group were meant to stay; the others end without a word. */
function endsNow(tree: ProcessTree, node: TreeNode): boolean {
  const runs = node.kind === 'shown' && !hasEnded(node.facts);
  return runs && node.facts.kind !== 'other' && endsWithWindow(tree, node);
}

/** Whether this window has started it, or an ancestor of it. */
export function endsWithWindow(tree: ProcessTree, node: TreeNode): boolean {
  for (let up: TreeNode | undefined = node; up; up = tree.nodes.get(up.parentId ?? ''))
    if (up.facts.launched) return true;
  return false;
}

/**
 * Adds rows of an earlier session; ids that are known already are left alone. Those that had ended are only there to be
 * looked at; the others may still run, and be heard again.
 */
export function restoreRows(tree: ProcessTree, rows: readonly ProcessRow[], at: number): ProcessTree {
  return rows.reduce((next, row) => restoreRow(next, row, at), tree);
}

function restoreRow(tree: ProcessTree, row: ProcessRow, at: number): ProcessTree {
  const known = tree.nodes.get(row.id);
  if (known && known.kind !== 'expected') return tree;
  if (row.alive) return introduce(tree, row.id, row.parentId, (facts) => returning(facts, row));
  return keepRow(tree, endedRow(row, at));
}

/** Adds a row as it is, which never changes; one whose id is known is left alone. */
export function keepRow(tree: ProcessTree, row: ProcessRow): ProcessTree {
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
    row: { ...row, parentId },
    kind: 'restored',
  };
  const expected = tree.expected - (known ? 1 : 0);
  return attach({ ...tree, nodes: tree.nodes.set(row.id, node), nextOrder: order + 1, expected }, row.id, parentId);
}

function returning(facts: Facts, row: ProcessRow): Facts {
  const { kind, name, pid, daemon, startedAt, orphanedAt, script, commandLine, cwd, runtime } = row;
  const { target, args, location } = row;
  const was = { kind, name, pid, daemon, startedAt, orphanedAt, script, commandLine, cwd, runtime };
  // The editor ends its debug sessions when the window is reloaded, and with them what they have started.
  const debugStopped = row.debug !== null && !row.debug.attached;
  return { ...facts, ...was, target, args, location, named: true, returning: true, debugStopped };
}

function endedRow(row: ProcessRow, at: number): ProcessRow {
  const wasEnded = row.state === 'ended' || row.state === 'joined';
  const end = wasEnded ? {} : { state: 'ended' as const, endedAt: at, endReason: END_REASONS.window };
  const now = { ...NO_ACTIVITY, work: null, debug: null, orphanedAt: null, cpu: null, memory: null };
  const ended = { ...row, ...end, ...now, alive: false, joining: false, commandError: null };
  return {
    ...ended,
    terminateBlocked: terminateBlocked(ended),
    joinBlocked: joinBlocked(ended, 'endedParent', false),
    attachBlocked: attachBlocked(ended, NO_FACTS),
  };
}
