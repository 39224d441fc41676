import { attachBlocked, joinBlocked, terminateBlocked, type Owner } from './blocked.ts';
import { END_REASONS } from './endReasons.ts';
import type { ProcessRow, ProcessState, StopRequest } from './processRow.ts';
import { sameValue } from './sameValue.ts';
import { hasEnded, NO_ACTIVITY, type End, type Facts, type TreeNode } from './treeNode.ts';

const ANSWER_MS = 10_000;

/** The row of `node`, whose Process object `owner` holds; `before` itself when it would be the same. */
export function deriveRow(node: TreeNode, owner: Owner, before: ProcessRow | null): ProcessRow {
  const { facts } = node;
  const ended = hasEnded(facts);
  const outcome = { ...described(facts), ...outcomeOf(facts), state: stateOf(facts, ended) };
  const row: ProcessRow = {
    id: node.id,
    parentId: node.parentId,
    kind: facts.kind,
    ...outcome,
    alive: !ended && facts.pid !== null,
    endReason: endReason(facts, owner),
    stopRequest: facts.requested ?? facts.stopping,
    ...(ended ? NOTHING_NOW : now(facts, owner)),
    debug: ended ? null : facts.debug,
    joining: facts.joining && !facts.joined,
    terminateBlocked: terminateBlocked(outcome),
    joinBlocked: joinBlocked({ ...outcome, kind: facts.kind }, owner, facts.connected),
    attachBlocked: attachBlocked(outcome, facts),
    commandError: facts.commandError,
  };
  return before !== null && sameValue(before, row) ? before : row;
}

/** Of a process that has ended. */
const NOTHING_NOW = { ...NO_ACTIVITY, work: null, orphanedAt: null, cpu: null, memory: null };

function now({ waiting, objects, jobs, work, orphanedAt, cpu, memory }: Facts, owner: Owner) {
  return { waiting, objects, jobs, work, orphanedAt: owner === 'endedParent' ? orphanedAt : null, cpu, memory };
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
  if (facts.debug?.paused) return 'paused';
  return facts.pid === null ? 'initial' : 'started';
}

function endReason(facts: Facts, owner: Owner): string | null {
  const { end, lostAt, windowEndedAt, requested, stopping } = facts;
  if (windowEndedAt !== null) return END_REASONS.window;
  if (end === null && lostAt === null) return null;
  if (end !== null && facts.outOfMemory && isAbort(end)) return END_REASONS.memory;
  if (explains(requested, end)) return END_REASONS.here;
  if (explains(stopping, end)) return END_REASONS.parent;
  // A parent may end by itself, since the debugger has ended what it waited for.
  if (facts.debugStopped && (end === null || end.error === null)) return END_REASONS.debugger;
  if (end === null && facts.kind === 'other') return null; // of these nobody tells how
  if (end === null && facts.returning) return END_REASONS.away;
  if (end === null) return owner === 'endedParent' ? END_REASONS.alone : END_REASONS.lost;
  const asked = follows(end, requested) || follows(end, stopping);
  return asked && end.signal === null && end.error === null ? END_REASONS.request : null;
}

/** How V8 ends a process whose heap is full; a shell between says it by a number. */
function isAbort({ signal, exitcode }: End): boolean {
  return signal === 'SIGABRT' || exitcode === 134;
}

/** So soon that it is its answer: a program may also survive a Ctrl-C, and end much later. */
function follows(end: End, request: StopRequest | null): boolean {
  return request !== null && (request.at === null || end.at - request.at < ANSWER_MS);
}

/** Where nobody can say how it ended, the signal that was sent explains it. */
function explains(request: StopRequest | null, end: End | null): boolean {
  return request !== null && (end === null || end.signal === request.signal);
}
