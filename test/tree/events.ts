/** Events for the tests of the tree, with only what matters in each of them to be given. */
import type { EndedMessage, ProcessDescription, StartedMessage } from '../../src/monitor/protocol.ts';
import { applyEvent } from '../../src/tree/applyEvent.ts';
import { emptyTree, type ProcessTree } from '../../src/tree/processTree.ts';
import type { LaunchedEvent, TreeEvent } from '../../src/tree/treeEvent.ts';

export function treeAfter(...events: TreeEvent[]): ProcessTree {
  return events.reduce(applyEvent, emptyTree());
}

export function launched(id: string, more: Partial<LaunchedEvent> = {}): LaunchedEvent {
  const origin = { script: '/home/ann/jobs/main.ts', argv: [], cwd: '/home/ann/jobs' };
  return { type: 'launched', id, name: 'main.ts', pid: 100, daemon: false, at: 1, ...origin, ...more };
}

export function connected(id: string, parentId: string | null, more: Partial<ProcessDescription> = {}): TreeEvent {
  const name = parentId === null ? 'MainProcess' : `name of ${id}`;
  const origin = { script: '/home/ann/jobs/main.ts', argv: [], cwd: '/home/ann/jobs', runtime: 'node 24.0.0' };
  return {
    type: 'connected',
    process: { id, parentId, name, pid: 200, daemon: false, startedAt: 3, ...origin, ...more },
  };
}

export function started(id: string, parentId: string, more: Partial<StartedMessage> = {}): StartedMessage {
  const origin = { target: 'work', args: null, location: null };
  return { type: 'started', id, parentId, name: `name of ${id}`, pid: 200, daemon: false, at: 2, ...origin, ...more };
}

export function ended(id: string, more: Partial<EndedMessage> = {}): EndedMessage {
  return { type: 'ended', id, at: 9, exitcode: 0, signal: null, error: null, ...more };
}
