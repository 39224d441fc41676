import { initialRow, type ProcessRow } from '../../../src/tree/processRow.ts';

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

export const snapshot = (rows: readonly ProcessRow[], revision = 1) => ({ type: 'snapshot', revision, rows }) as const;
export const patch = (revision: number, changed: readonly ProcessRow[], removed: readonly string[] = []) =>
  ({ type: 'patch', revision, changed, removed }) as const;
