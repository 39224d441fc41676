import assert from 'node:assert/strict';
import { test } from 'node:test';
import { initialRow, type ProcessRow } from '../../src/tree/processRow.ts';
import { report } from '../../src/tree/report.ts';

const now = Date.UTC(2026, 0, 2, 3, 4, 5);
const rowOf = (id: string, parentId: string | null, more: Partial<ProcessRow>): ProcessRow => ({
  ...initialRow(id, parentId, id),
  ...more,
});
const alive = { alive: true, state: 'started' } as const;
const location = { url: 'file:///home/ann/main.ts', line: 7, column: 3 };
const wait = { wait: 1, operation: 'Queue.get', object: 'jobs', at: now - 12_000, location };
const queue = { id: '1', kind: 'Queue', name: 'jobs', depth: 0, limit: 10, unfinished: null, flag: null };
const rows = [
  rowOf('main.ts', null, {
    ...alive,
    pid: 1,
    commandLine: '/home/ann/main.ts --fast',
    cwd: '/home/ann',
    runtime: 'node 24',
    waiting: [wait],
    objects: [
      {
        ...queue,
        holder: null,
        waiters: [{ id: 'main.ts', name: 'main.ts' }],
        moreWaiters: 2,
        users: [{ id: 'bad', name: 'bad*worker' }],
      },
    ],
  }),
  rowOf('bad*worker', 'main.ts', {
    pid: 2,
    state: 'ended',
    exitcode: 1,
    error: { name: 'RangeError', message: 'x', stack: 'RangeError: x\n    at f (/home/ann/work.ts:12:3)' },
  }),
  rowOf('killed', 'main.ts', {
    pid: 3,
    state: 'ended',
    exitcode: -15,
    signal: 'SIGTERM',
    endReason: 'terminated from here',
    stopRequest: { by: 'here', signal: 'SIGTERM', at: now - 1000 },
  }),
];
const output = new Map([['bad*worker', [{ at: now - 500, stream: 'stdout', text: 'a ``` fence' } as const]]]);

test('a report has the tree, waits, objects, ends and last output, as Markdown', () => {
  const text = report({ rows, output, now, versions: 'Process Tree 1' });
  assert.equal(
    text,
    `## Process Tree report

2026-01-02T03:04:05.000Z · Process Tree 1 · 1 alive, 1 waiting, 1 ended, 1 failed

- **main.ts** (pid 1) waiting on Queue.get jobs
  - **bad\\*worker** (pid 2) failed, 1, RangeError: x
  - **killed** (pid 3) terminated, -15 SIGTERM, terminated from here

### Programs

- main.ts: \`/home/ann/main.ts --fast\`, in \`/home/ann\`, node 24

### Waiting on

- main.ts: \`Queue.get jobs\`, for 12 s (\`file:///home/ann/main.ts:7\`)

### Shared objects

| Kind | Name | Value | Unfinished | Holder | Waiting | Used by |
| --- | --- | --- | --- | --- | --- | --- |
| Queue | jobs | 0 / 10 |  |  | main.ts, +2 | bad\\*worker |

### How they ended

- bad\\*worker: exit 1: RangeError at work.ts:12
\`\`\`
RangeError: x
    at f (/home/ann/work.ts:12:3)
\`\`\`

- killed: terminated from here (asked from here 2026-01-02T03:04:04.000Z)

### Last output

**bad\\*worker** (2)

\`\`\`\`
03:04:04.500 a \`\`\` fence
\`\`\`\`
`,
  );
});
