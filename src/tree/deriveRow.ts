import { joinBlocked, terminateBlocked, type Owner } from './blocked.ts';
import { END_REASONS } from './endReasons.ts';
import type { ProcessRow, ProcessState } from './processRow.ts';
import { sameValue } from './sameValue.ts';
import { hasEnded, NO_ACTIVITY, type Facts, type TreeNode } from './treeNode.ts';

/** The row of `node`, whose Process object `owner` holds; `before` itself when it would be the same. */
export function deriveRow(node: TreeNode, owner: Owner, before: ProcessRow | null): ProcessRow {
  const { facts } = node;
  const ended = hasEnded(facts);
  const outcome = { ...described(facts), ...outcomeOf(facts), state: stateOf(facts, ended) };
  const row: ProcessRow = {
    id: node.id,
    parentId: node.parentId,
    ...outcome,
    alive: !ended && facts.pid !== null,
    endReason: endReason(facts, owner),
    ...(ended ? NO_ACTIVITY : { waiting: facts.waiting, objects: facts.objects }),
    joining: facts.joining && !facts.joined,
    terminateBlocked: terminateBlocked(outcome, owner, facts.connected),
    joinBlocked: joinBlocked(outcome, owner),
    commandError: facts.commandError,
  };
  return before !== null && sameValue(before, row) ? before : row;
}

function described(facts: Facts) {
  const { name, pid, daemon, startedAt, script, commandLine, cwd, runtime, target, args, location } = facts;
  return { name, pid, daemon, startedAt, script, commandLine, cwd, runtime, target, args, location };
}

function outcomeOf({ end, lostAt, windowEndedAt }: Facts) {
  return {
    exitcode: end?.exitcode ?? null,
    signal: end?.signal ?? null,
    error: end?.error ?? null,
    endedAt: end?.at ?? windowEndedAt ?? lostAt,
  };
}

function stateOf(facts: Facts, ended: boolean): ProcessState {
  if (ended) return facts.joined ? 'joined' : 'ended';
  if (facts.stopping !== null) return 'stopping';
  return facts.pid === null ? 'initial' : 'started';
}

function endReason({ end, lostAt, windowEndedAt, requested, stopping }: Facts, owner: Owner): string | null {
  if (windowEndedAt !== null) return END_REASONS.window;
  if (end === null && lostAt === null) return null;
  const unknown = end === null; // then the signal that was sent explains it
  if (requested !== null && (unknown || end.signal === requested)) return END_REASONS.here;
  if (stopping !== null && (unknown || end.signal === stopping)) return END_REASONS.parent;
  if (!unknown) return null;
  return owner === 'endedParent' ? END_REASONS.alone : END_REASONS.lost;
}
