/** What the library and the agent tell of pools, in real processes, and what the tree makes of it. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { haltText } from '../../src/tree/haltText.ts';
import type { ProcessRow } from '../../src/tree/processRow.ts';
import { statusOf } from '../../src/tree/status.ts';
import { LIMIT, Program } from './watching.ts';
import { watchTree } from './watchedTree.ts';

const root = path.resolve(import.meta.dirname, '../..');
const fixture = (name: string): string => path.join(root, 'test/fixtures', name);
const REGISTER = pathToFileURL(path.join(root, 'dist/register.cjs')).href;

test('a pool says how far it is, what its workers do, and what is waited for', LIMIT, async (t) => {
  const { env, until: untilTrue, rows } = await watchTree(t);
  const program = new Program(t, ['--import', REGISTER, fixture('poolProgram.ts')], env);
  const until = (name: RegExp, wanted: (row: ProcessRow) => boolean): Promise<ProcessRow> =>
    untilTrue(() => rows().find((row) => name.test(row.name) && wanted(row)));

  const owner = await until(/^poolProgram/u, ({ jobs }) => jobs[0]?.done === 1_500);
  assert.deepEqual(
    owner.jobs.map(({ operation, name, done, total }) => [operation, name, done, total]),
    [['map', 'sleepFor', 1_500, 1_501]],
  );
  const idle = await until(/^PoolWorker/u, ({ work }) => work !== null && work.task === null);
  const busy = await until(/^PoolWorker/u, ({ work, name }) => work?.task === 'sleepFor' && name !== idle.name);
  assert.deepEqual([statusOf(idle).text, statusOf(busy).text], ['idle', 'runs sleepFor']);
  const waiting = await until(/^poolProgram/u, ({ waiting: waits }) => waits.length > 0);
  assert.deepEqual(
    waiting.waiting.map(({ operation, object }) => `${operation} ${object}`),
    ['Pool.map sleepFor'],
  );
  assert.equal(haltText(waiting), 'map 1,500/1,501');
  assert.deepEqual(await program.end(), { code: 0, signal: null });
  const ended = await until(/^poolProgram/u, ({ alive }) => !alive);
  assert.deepEqual([ended.jobs, (await until(/^PoolWorker/u, ({ alive }) => !alive)).work], [[], null]);
});

/** On two cores it takes a quarter of a minute, of which most is the start of so many Nodes. */
const MANY = 200;
const MANY_LIMIT = { timeout: 120_000 };

test('200 workers start, work and end, and each has its row', MANY_LIMIT, async (t) => {
  const { env, untilRows } = await watchTree(t);
  const program = new Program(t, ['--import', REGISTER, fixture('manyWorkersProgram.ts'), String(MANY)], env);
  const areMany = (rows: readonly ProcessRow[], fits: (row: ProcessRow) => boolean): boolean =>
    rows.filter(fits).length === MANY;

  const busy = await untilRows(/^PoolWorker/u, (rows) => areMany(rows, ({ work }) => work?.task === 'meet'));
  assert.ok(busy.every(({ alive, daemon, state, parentId }) => alive && daemon && state === 'started' && parentId === busy[0]?.parentId)); // prettier-ignore
  assert.equal(new Set(busy.map(({ pid }) => pid)).size, MANY);
  assert.deepEqual(busy.map(({ name }) => Number(name.slice('PoolWorker-'.length))).toSorted((a, b) => a - b), Array.from({ length: MANY }, (_, i) => i + 1)); // prettier-ignore

  const end = await program.end();
  assert.deepEqual([end, program.stdout, program.stderr], [{ code: 0, signal: null }, `${MANY} processes\n`, '']);
  const ended = await untilRows(/^PoolWorker/u, (rows) => areMany(rows, ({ alive }) => !alive));
  assert.deepEqual([ended.length, new Set(ended.map(({ exitcode }) => exitcode))], [MANY, new Set([0])]);
  assert.deepEqual(busy.filter(({ pid }) => isRunning(pid)), []); // prettier-ignore
});

function isRunning(pid: number | null): boolean {
  try {
    return pid !== null && process.kill(pid, 0);
  } catch {
    return false;
  }
}
