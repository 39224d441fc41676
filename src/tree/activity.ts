/** What a process does while it runs: what it waits for and, of a root, the shared objects of its tree. */
import type { ObjectsMessage, ResumedMessage, WaitingMessage } from '../monitor/activityMessages.ts';
import { hasEnded, NO_ACTIVITY, type Facts } from './treeNode.ts';

/** Of a process that says it has more at once, these are enough. */
const MAX_WAITS = 100;

export function waitingFacts(facts: Facts, { wait, operation, object, at, location }: WaitingMessage): Facts {
  const others = facts.waiting.filter((other) => other.wait !== wait);
  if (hasEnded(facts) || others.length >= MAX_WAITS) return facts;
  const waiting = [...others, { wait, operation, object, at, location }];
  return { ...facts, waiting: waiting.sort((a, b) => a.wait - b.wait) };
}

export function resumedFacts(facts: Facts, { wait }: ResumedMessage): Facts {
  const left = wait === null ? [] : facts.waiting.filter((other) => other.wait !== wait);
  return { ...facts, waiting: left.length === 0 ? NO_ACTIVITY.waiting : left };
}

export function objectsFacts(facts: Facts, { objects }: ObjectsMessage): Facts {
  return hasEnded(facts) ? facts : { ...facts, objects };
}
