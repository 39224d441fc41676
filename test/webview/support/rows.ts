import { initialRow, type ProcessRow, type RowWait, type SharedObject } from '../../../src/tree/processRow.ts';

/** A row of a process that runs. */
export function runningRow(
  id: string,
  parentId: string | null,
  name: string,
  more: Partial<ProcessRow> = {},
): ProcessRow {
  return {
    ...initialRow(id, parentId, name),
    pid: 48_000 + (Number.parseInt(id.replace(/\D/g, ''), 10) || 0),
    alive: true,
    state: 'started',
    startedAt: Date.now() - 11_000,
    ...more,
  };
}

/** A row of a process that has ended, with `exitcode`. */
export function endedRow(
  id: string,
  parentId: string | null,
  name: string,
  exitcode: number,
  more: Partial<ProcessRow> = {},
) {
  return runningRow(id, parentId, name, {
    alive: false,
    state: 'ended',
    exitcode,
    endedAt: Date.now() - 8_000,
    terminateBlocked: `Already ended with exit code ${exitcode}.`,
    joinBlocked: 'Already joined.',
    ...more,
  });
}

const stack = `RangeError: bad row 17
    at parse (/home/anna/jobs/parser.ts:41:11)
    at async main (file:///home/anna/jobs/parser%20two.ts:12:3)
    at process.processTicksAndRejections (node:internal/process/task_queues:105:5)`;

/** A tree with a process in every state. */
export function sampleRows(): ProcessRow[] {
  return [
    runningRow('r1', null, 'consumers.ts', {
      script: '/home/anna/jobs/consumers.ts',
      commandLine: 'node --import register.cjs /home/anna/jobs/consumers.ts --workers 2',
      cwd: '/home/anna/jobs',
      runtime: 'node 24.21.0',
      joinBlocked: null,
    }),
    runningRow('p2', 'r1', 'Consumer-1', {
      daemon: true,
      target: 'consume',
      args: "( 'tasks', 1 )",
      location: { url: 'file:///home/anna/jobs/consumers.ts', line: 14, column: 9 },
    }),
    runningRow('p3', 'r1', 'Consumer-2', { daemon: true, joining: true }),
    runningRow('p4', 'p3', 'helper'),
    endedRow('p5', 'r1', 'loader', 0, { state: 'joined' }),
    endedRow('p6', 'r1', 'parser', 1, {
      error: { name: 'RangeError', message: 'bad row 17\nof data.csv', stack },
      target: 'parse',
      args: '[]',
    }),
    endedRow('p7', 'r1', 'worker 1', -15, { signal: 'SIGTERM', endReason: 'terminated from here' }),
    runningRow('p8', 'r1', 'worker 2', { state: 'stopping' }),
    runningRow('p9', 'r1', 'worker 3', { commandError: 'Terminate failed: not permitted (EPERM).' }),
    runningRow('r10', null, 'nightly.ts', { joinBlocked: null }),
    {
      ...initialRow('p11', 'r10', 'not yet'),
      terminateBlocked: 'It has not started yet.',
      joinBlocked: 'It has not started yet.',
    },
  ];
}

export function waitOf(wait: number, operation: string, object: string, more: Partial<RowWait> = {}): RowWait {
  const location = { url: 'file:///home/anna/jobs/consumers.ts', line: 20 + wait, column: 5 };
  return { wait, operation, object, at: Date.now() - 11_200, location, ...more };
}

export function sharedObject(id: string, kind: string, name: string, more: Partial<SharedObject> = {}): SharedObject {
  const none = { depth: null, limit: null, unfinished: null, flag: null, holder: null };
  return { id, kind, name, ...none, waiters: [], moreWaiters: 0, ...more };
}

/** The sample, with processes that wait for each other. */
export function waitingRows(): ProcessRow[] {
  const waits: Record<string, RowWait[]> = {
    r1: [waitOf(1, 'JoinableQueue.join', 'tasks', { at: Date.now() - 75_000 })],
    p2: [waitOf(4, 'JoinableQueue.get', 'tasks')],
    p4: [waitOf(1, 'Lock.acquire', 'printer'), waitOf(2, 'Event.wait', 'ready', { location: null })],
    p9: [waitOf(1, 'Process.join', 'a process with a name that is too long for any column')],
  };
  const [first, second] = [
    { id: 'p2', name: 'Consumer-1' },
    { id: 'p3', name: 'Consumer-2' },
  ];
  const objects = [
    sharedObject('1', 'JoinableQueue', 'tasks', { depth: 3, limit: 10, unfinished: 4, waiters: [first] }),
    sharedObject('2', 'Lock', 'printer', { holder: second, waiters: [{ id: 'p4', name: 'helper' }], moreWaiters: 7 }),
    sharedObject('3', 'Event', 'ready', { flag: false, waiters: [{ id: 'gone', name: 'one without a row' }] }),
    sharedObject('4', 'Barrier', 'start', { depth: 1, limit: 3, flag: true }),
  ];
  return sampleRows().map((row) =>
    Object.assign(row, { waiting: waits[row.id] ?? [], objects: row.id === 'r1' ? objects : [] }),
  );
}

/** A pool whose workers are idle but for one, consumers that wait alike, ends that are alike, a paused one, an orphan. */
export function severalRows(): ProcessRow[] {
  const numbers = [1, 2, 3, 4, 5, 6];
  const use = { cpu: 2, memory: 40 * 1024 * 1024 };
  const worker = (number: number, task: string | null) =>
    runningRow(`w${number}`, 'r1', `PoolWorker-${number}`, { ...use, daemon: true, work: { task } });
  const paused = { reason: 'breakpoint', text: null, location: waitOf(1, '', '').location };
  const job = { job: 1, operation: 'map', name: 'isPrime', done: 1240, total: 10_000, at: Date.now() - 5000 };
  return [
    runningRow('r1', null, 'primes.ts', { ...use, waiting: [waitOf(1, 'Pool.map', 'isPrime')], jobs: [job] }),
    ...numbers.map((number) => worker(number, null)),
    worker(7, 'isPrime'),
    ...numbers.map((number) =>
      runningRow(`c1${number}`, 'r1', `Consumer-${number}`, { ...use, waiting: [waitOf(1, 'Queue.get', 'tasks')] }),
    ),
    runningRow('d20', 'r1', 'in the debugger', {
      state: 'paused',
      debug: { session: 's', name: 'session', attached: false, current: true, paused },
    }),
    ...numbers.map((number) => endedRow(`e3${number}`, 'r1', `job ${number}`, 0)),
    runningRow('o40', 'gone', 'left behind', { orphanedAt: Date.now() - 4000 }),
  ];
}

export const snapshot = (rows: readonly ProcessRow[], revision = 1) => ({ type: 'snapshot', revision, rows }) as const;
export const patch = (revision: number, changed: readonly ProcessRow[], removed: readonly string[] = []) =>
  ({ type: 'patch', revision, changed, removed }) as const;
