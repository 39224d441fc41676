/** Many processes' worth of connections, from a few real ones, all the way to the tree. */
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { applyEvent } from '../../src/tree/applyEvent.ts';
import { emptyTree, rowsOf, type ProcessTree } from '../../src/tree/processTree.ts';
import { agentEvent } from '../../src/tree/treeEvent.ts';
import { LIMIT, Program, watch } from './watching.ts';

const GENERATOR = path.resolve(import.meta.dirname, '../fixtures/monitorGenerator.mjs');

test('1,200 processes with 500 agents, in three programs that change', LIMIT, async (t) => {
  const watched = await watch(t);
  let tree: ProcessTree = emptyTree();
  watched.server.onConnected((process) => (tree = applyEvent(tree, { type: 'connected', process })));
  watched.server.onMessage(({ agentId, message }) => (tree = applyEvent(tree, agentEvent(agentId, message))));
  const env = { MULTIPROCESSING_MONITOR: watched.server.env };
  // with two children each, 200 of 400 processes have some
  const programs = [1, 2, 3].map(() => new Program(t, [GENERATOR, '400', '300', '1', '2'], env));
  for (const program of programs) await program.untilSaid('ready');
  await watched.until(() => rowsOf(tree).length === 1200);
  for (const program of programs) assert.deepEqual(await program.end(), { code: 0, signal: null });
  await watched.until(() => rowsOf(tree).every((row) => !row.alive));
  await watched.until(() => watched.disconnected.length === watched.connected.length);
  assert.ok(watched.connected.length >= 500, String(watched.connected.length));
  assert.equal(rowsOf(tree).filter(({ parentId }) => parentId === null).length, 3);
  assert.deepEqual(watched.log, []);
});

test('the generator does as it is told', LIMIT, async (t) => {
  const watched = await watch(t);
  const program = new Program(t, [GENERATOR, '3', '0', '30'], { MULTIPROCESSING_MONITOR: watched.server.env });
  await program.untilSaid('ready');
  const root = watched.connected[0]?.id ?? '';
  await watched.until(() => watched.of('started', `${root}.2`).length > 0);
  const join = watched.server.command(root, 'join', `${root}.2`);
  assert.equal(await watched.server.command(root, 'terminate', `${root}.2`), -15);
  assert.equal(await join, -15);
  assert.equal(watched.of('joined', `${root}.2`).length, 1);
});
