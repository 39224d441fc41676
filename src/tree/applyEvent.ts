import { assertNever } from '../base/assertNever.ts';
import { objectsFacts, resumedFacts, waitingFacts } from './activity.ts';
import { clearEnded } from './clearEnded.ts';
import { connectedFacts, launchedFacts, startedFacts } from './describe.ts';
import { amend, introduce } from './introduce.ts';
import { loseProcess } from './loseProcess.ts';
import type { PoolsMessage } from '../monitor/activityMessages.ts';
import type { ProcessTree } from './processTree.ts';
import { applyOthers, withoutOther } from './otherProcesses.ts';
import { endWithWindow, restoreRows } from './restoreRows.ts';
import { STOP_SIGNALS, type StopAction, type TreeEvent, type Usage } from './treeEvent.ts';
import { hasEnded, NO_ACTIVITY, type End, type Facts } from './treeNode.ts';

/**
 * The tree after `event`; `tree` itself when nothing changes. Late, repeated and unordered events are fine: a process
 * that has ended stays so, and one that was cleared does not come back.
 *
 * `lost` takes effect only where nobody is left to say how the process ended; then its unconnected descendants are
 * lost as well. So the host may send it for each process some time after `disconnected`, without looking.
 */
export function applyEvent(tree: ProcessTree, event: TreeEvent): ProcessTree {
  switch (event.type) {
    case 'launched':
      return introduce(withoutOther(tree, event.pid, event.id), event.id, null, (facts) => launchedFacts(facts, event));
    case 'connected': {
      const { process } = event;
      const alone = withoutOther(tree, process.pid, process.id);
      return introduce(alone, process.id, process.parentId, (facts) => connectedFacts(facts, process));
    }
    case 'started':
      return introduce(withoutOther(tree, event.pid, event.id), event.id, event.parentId, (facts) =>
        startedFacts(facts, event),
      );
    case 'lost':
      return loseProcess(tree, event.id, event.at);
    case 'cleared':
      return clearEnded(tree);
    case 'endedWithWindow':
      return endWithWindow(tree, event.at);
    case 'restored':
      return restoreRows(tree, event.rows, event.at);
    case 'others':
      return applyOthers(tree, event.processes, event.at);
    case 'usage':
      return event.processes.reduce(applyUsage, tree);
    case 'pools':
      return applyPools(tree, event);
    case 'named':
    case 'stopping':
    case 'ended':
    case 'joined':
    case 'waiting':
    case 'resumed':
    case 'objects':
    case 'orphaned':
    case 'disconnected':
    case 'debugged':
    case 'debugStopped':
    case 'debugEnded':
    case 'commandSent':
    case 'outOfMemory':
    case 'commandFailed':
    case 'joining':
    case 'joinCancelled':
      return amend(tree, event.id, (facts) => amended(facts, event));
    default:
      return assertNever(event);
  }
}

type Amendment = Exclude<
  TreeEvent,
  {
    type:
      | 'launched'
      | 'connected'
      | 'started'
      | 'lost'
      | 'cleared'
      | 'endedWithWindow'
      | 'restored'
      | 'usage'
      | 'others'
      | 'pools';
  }
>;

function amended(facts: Facts, event: Amendment): Facts {
  switch (event.type) {
    case 'named':
      return { ...facts, name: event.name, named: true };
    case 'stopping':
      return { ...facts, stopping: { by: 'parent', signal: event.signal, at: event.at } };
    case 'ended':
      return { ...facts, ...NO_ACTIVITY, end: betterEnd(facts.end, { ...event, bySelf: event.bySelf ?? false }) };
    case 'joined':
      return { ...facts, joined: true, joining: false };
    case 'waiting':
      return waitingFacts(facts, event);
    case 'resumed':
      return resumedFacts(facts, event);
    case 'objects':
      return objectsFacts(facts, event);
    case 'orphaned':
      return { ...facts, orphanedAt: facts.orphanedAt ?? event.at };
    case 'disconnected':
      return { ...facts, ...NO_ACTIVITY, connected: false };
    case 'debugged':
      return hasEnded(facts) ? facts : { ...facts, debug: event.debug };
    case 'debugStopped':
      return hasEnded(facts) ? facts : { ...facts, debugStopped: true };
    case 'debugEnded':
      return { ...facts, debug: null };
    case 'commandSent':
      return commandSent(facts, event.action, event.at);
    case 'outOfMemory':
      return { ...facts, outOfMemory: true };
    case 'commandFailed':
      return commandFailed(facts, event.action, event.message);
    case 'joining':
      return { ...facts, joining: !facts.joined, commandError: null };
    case 'joinCancelled':
      return { ...facts, joining: false };
    default:
      return assertNever(event);
  }
}

function commandSent(facts: Facts, action: StopAction, at: number): Facts {
  if (hasEnded(facts)) return facts;
  return { ...facts, requested: { by: 'here', signal: STOP_SIGNALS[action], at }, commandError: null };
}

/** Workers that nobody has told of yet are told of again with the next change. */
function applyPools(tree: ProcessTree, { id, jobs, workers }: PoolsMessage): ProcessTree {
  const known = workers.filter((worker) => tree.nodes.get(worker.id)?.parentId === id);
  const told = amend(tree, id, (facts) => (hasEnded(facts) ? facts : { ...facts, jobs }));
  return known.reduce(
    (next, { id: worker, task }) => amend(next, worker, (facts) => ({ ...facts, work: { task } })),
    told,
  );
}

/** Only of a process that is known: what the system tells makes no row. Most use what they used before. */
function applyUsage(tree: ProcessTree, { id, cpu, memory }: Usage): ProcessTree {
  const known = tree.nodes.get(id)?.facts;
  if (!known || (known.cpu === cpu && known.memory === memory)) return tree;
  return amend(tree, id, (facts) => ({ ...facts, cpu, memory }));
}

function commandFailed(facts: Facts, action: StopAction | 'join', commandError: string): Facts {
  if (action !== 'join' && hasEnded(facts)) return facts; // which is what was wanted
  return action === 'join' ? { ...facts, commandError, joining: false } : { ...facts, commandError, requested: null };
}

/** The parent's (or this window's) word is final; what the process said itself is kept where the parent knows nothing. */
function betterEnd(old: End | null, { at, exitcode, signal, error, bySelf }: End): End {
  const end = { at, exitcode, signal, error, bySelf };
  if (old === null) return end;
  const final = !old.bySelf && old.exitcode !== null ? old : end;
  const other = final === old ? end : old;
  const known = final.exitcode === null ? { exitcode: other.exitcode, signal: other.signal } : null;
  return { ...final, ...known, error: final.error ?? other.error };
}
