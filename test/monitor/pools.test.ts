/** What the library and the agent tell of pools, in real processes, and what the tree makes of it. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { applyEvent } from '../../src/tree/applyEvent.ts';
import { haltText } from '../../src/tree/haltText.ts';
import type { ProcessRow } from '../../src/tree/processRow.ts';
import { emptyTree, rowsOf } from '../../src/tree/processTree.ts';
import { statusOf } from '../../src/tree/status.ts';
import { agentEvent, type TreeEvent } from '../../src/tree/treeEvent.ts';
import { LIMIT, Program, watch } from './watching.ts';

const root = path.resolve(import.meta.dirname, '../..');
const REGISTER = pathToFileURL(path.join(root, 'dist/register.cjs')).href;

test('a pool says how far it is, what its workers do, and what is waited for', LIMIT, async (t) => {
  const watched = await watch(t);
  let tree = emptyTree();
  const apply = (event: TreeEvent) => {
    tree = applyEvent(tree, event);
    watched.changed();
  };
  watched.server.onConnected((process) => apply({ type: 'connected', process }));
  watched.server.onMessage(({ agentId, message }) => apply(agentEvent(agentId, message)));
  watched.server.onDisconnected((id) => apply({ type: 'disconnected', id }));
  const script = path.join(root, 'test/fixtures/poolProgram.ts');
  const program = new Program(t, ['--import', REGISTER, script], { MULTIPROCESSING_MONITOR: watched.server.env });
  const until = (name: RegExp, wanted: (row: ProcessRow) => boolean): Promise<ProcessRow> =>
    watched.until(() => rowsOf(tree).find((row) => name.test(row.name) && wanted(row)));

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
