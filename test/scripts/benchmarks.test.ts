/** The benchmarks' programs run, and what is made of their figures; how long anything takes is not asked here. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { withSection } from '../../scripts/support/benchmarks/record.mjs';
import { tables } from '../../scripts/support/benchmarks/tables.mjs';
import { startFile } from '../helpers/runProgram.ts';

const bench = path.resolve(import.meta.dirname, '../../bench');

describe("the library's programs give figures", () => {
  const programs: readonly (readonly [file: string, ...args: string[]])[] = [
    ['start/library.mjs', 'exit', '1'],
    ['start/library.mjs', 'first', '1'],
    ...['int', 'text100', 'text10k', 'bytes10k', 'bytes1m'].map((kind) => ['queue/library.mjs', kind, '5'] as const),
    ['queue/library.mjs', 'int', '20', '4'],
    ['queue/library.mjs', 'int', '5', '1', 'joinable'],
    ...['queue', 'pipe'].map((kind) => ['roundTrip/library.mjs', kind, '5'] as const),
    ...['lock', 'semaphore', 'value', 'contended2', 'handOver', 'wakeUp'].map(
      (mode) => ['synchronize/library.mjs', mode, '10'] as const,
    ),
    ['synchronize/library.mjs', 'contended4', '20'],
    ...['get', 'get4', 'set', 'copy', 'queue', 'lock', 'own'].map(
      (mode) => ['manager/library.mjs', mode, '20'] as const,
    ),
    ['manager/library.mjs', 'together', '640'],
    ['manager/library.mjs', 'start', '1'],
    ...['none', 'given', 'used'].map((kind) => ['hub/starts.mjs', kind, '2'] as const),
  ];
  for (const [file, ...args] of programs) {
    it(`${file} ${args.join(' ')}`, async (t) => {
      const { stdout, stderr, code } = await startFile(t, path.join(bench, file), { args }).result;
      assert.match(stdout, /^(?:result \d[\d.e+-]*\n)+$/);
      assert.deepEqual([stderr, code], ['', 0]);
    });
  }
});

it('a table has medians, spreads and how the library compares, the more the better where it is a rate', () => {
  const results = new Map([
    ['multiprocessing-ts', [3, 1, 2]],
    ['another', [0.04, 0.05]],
    ['nothing', [0]],
  ]);
  const [time] = tables([{ title: 'T', unit: 'ms', results }])
    .split('\n\n')
    .slice(1);
  assert.deepEqual(time?.split('\n'), [
    '| | median ms | min–max ms | multiprocessing-ts takes × of it |',
    '| --- | ---: | ---: | ---: |',
    '| multiprocessing-ts | 2.00 | 1.00–3.00 | 1.00 |',
    '| another | 0.045 | 0.040–0.050 | 44.4 |',
    '| nothing | 0.00 | 0.00–0.00 |  |',
  ]);
  assert.match(tables([{ title: 'T', unit: 'items/s', results }]), /does × of it/);
});

it('a group is recorded in its place, and the others stay', () => {
  const first = withSection('', 'queue', '## Queues\n\nold');
  const both = withSection(first, 'start', '## Starts');
  const renewed = withSection(both, 'queue', '## Queues\n\nnew');
  assert.match(renewed, /^# Benchmarks\n[^]*<!-- start -->\n\n## Starts\n[^]*<!-- queue -->\n\n## Queues\n\nnew\n/);
  assert.ok(!renewed.includes('old'));
});
