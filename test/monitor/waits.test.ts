/** What the built agent tells of waits and shared objects, in real processes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProcessMessage } from '../../src/monitor/protocol.ts';
import { agentProgram, connectTo, helloOf, LIMIT, rawServer, watch, type Peer, type Watched } from './watching.ts';

async function waitingProgram(t: Parameters<typeof watch>[0]) {
  const watched = await watch(t);
  const program = agentProgram(t, watched.server.env);
  const { id } = await watched.until(() => watched.connected[0]);
  return { watched, program, id };
}

const activity = ({ messages }: Watched) =>
  messages.map(({ message }) => message).filter(({ type }) => type !== 'ended') as { type: string; wait: number }[];

test('a wait that lasts is told, with its place, and its end; one that does not is neither', LIMIT, async (t) => {
  const { watched, program, id } = await waitingProgram(t);
  program.tell({ loop: 5, ms: 0 });
  await program.untilSaid('looped');
  program.tell({ wait: 6, object: 'x'.repeat(500) });
  const [waiting] = await watched.until(() => watched.of('waiting', id).length > 0 && watched.of('waiting', id));
  assert.deepEqual(waiting, {
    type: 'waiting',
    id,
    wait: 6,
    operation: 'Queue.get',
    object: `${'x'.repeat(99)}…`,
    at: waiting?.at,
    location: { url: 'file:///a.ts', line: 6, column: 1 },
  });
  assert.ok(Date.now() - (waiting?.at ?? 0) >= 50);
  program.tell({ resume: 6 });
  await watched.until(() => watched.of('resumed', id).length > 0);
  assert.deepEqual(watched.of('resumed', id), [{ type: 'resumed', id, wait: 6 }]);
  assert.equal(program.stdout.match(/asked/gu)?.length, 1, 'only what is told is asked for its place');
  assert.deepEqual(await program.end(), { code: 0, signal: null });
  assert.deepEqual(watched.log, []);
});

test('several waits at once are all told, in order', LIMIT, async (t) => {
  const { watched, program, id } = await waitingProgram(t);
  for (const wait of [1, 2, 3]) program.tell({ wait, object: `queue ${wait}` });
  await watched.until(() => watched.of('waiting', id).length === 3);
  program.tell({ resume: 2 });
  await watched.until(() => watched.of('resumed', id).length === 1);
  assert.deepEqual(
    activity(watched).map(({ type, wait }) => `${type} ${wait}`),
    ['waiting 1', 'waiting 2', 'waiting 3', 'resumed 2'],
  );
});

test('of very many waits at once only the oldest are told, and the next when one is over', LIMIT, async (t) => {
  const { watched, program, id } = await waitingProgram(t);
  for (let wait = 1; wait <= 150; wait++) program.tell({ wait });
  await watched.until(() => watched.of('waiting', id).length === 100);
  program.tell({ resume: 1 });
  const told = await watched.until(() => watched.of('waiting', id)[100]);
  assert.equal(told.wait, 101);
});

test('a program that waits a little each time does not flood the server', LIMIT, async (t) => {
  const { watched, program } = await waitingProgram(t);
  const start = performance.now();
  program.tell({ loop: 25, ms: 60 });
  await program.untilSaid('looped');
  const updates = (performance.now() - start) / 100 + 1;
  const told = activity(watched).length;
  assert.ok(told > 0 && told <= updates * 2, `${told} messages in ${updates} updates`);
});

test('waits that are over at once are neither told nor looked up, however many', LIMIT, async (t) => {
  const { watched, program } = await waitingProgram(t);
  program.tell({ spin: 200_000 });
  await program.untilSaid('spun');
  program.tell({ wait: 1 });
  await watched.until(() => activity(watched).length > 0);
  assert.deepEqual(
    activity(watched).map(({ type, wait }) => `${type} ${wait}`),
    ['waiting 1'],
  );
  assert.deepEqual(program.stdout.match(/asked .*/gu), ['asked 1']);
});

test('waits and objects are told anew to a server that comes back, and what is over is not', LIMIT, async (t) => {
  let peer: Peer | undefined;
  let connections = 0;
  const server = await rawServer(t, (next) => {
    peer = next;
    connections++;
    program.changed();
  });
  const program = agentProgram(t, server.env);
  const first = await program.until(() => peer);
  program.tell({ wait: 1 });
  program.tell({ wait: 2 });
  program.tell({ publish: { type: 'objects', id: 'root', objects: [lock('lock')] } });
  await first.until(() => first.lines.length === 4);
  await server.close();
  program.tell({ resume: 1 });
  program.tell({ wait: 3 });
  await program.untilSaid('asked 3');
  await server.open();
  const back = await program.until(() => connections === 2 && peer);
  await back.until(() => back.lines.length === 5);
  const told = back.messages().map((message) => `${message.type} ${'wait' in message ? message.wait : ''}`.trim());
  assert.deepEqual(told, ['hello', 'resumed null', 'waiting 2', 'waiting 3', 'objects']);
});

const lock = (name: string, waiters = 0) => ({
  id: name,
  kind: 'Lock',
  name,
  depth: null,
  limit: null,
  unfinished: null,
  flag: null,
  holder: { id: 'a.1', name: 'worker 1' },
  waiters: Array.from({ length: waiters }, (_, index) => ({ id: `a.${index}`, name: '\u0001'.repeat(80) })),
});

test('shared objects are told as they are now and then, in a line that is not too long', LIMIT, async (t) => {
  const { watched, program, id } = await waitingProgram(t);
  for (let round = 0; round < 30; round++) {
    program.tell({ publish: { type: 'objects', id, objects: [lock(`round ${round}`)] } });
  }
  const objects = Array.from({ length: 300 }, (_, index) => lock(`${index} ${'\u0001'.repeat(200)}`, 12));
  program.tell({ publish: { type: 'objects', id, objects } });
  const last = await watched.until(() => watched.of('objects', id).find((told) => told.objects.length > 1));
  assert.ok(watched.of('objects', id).length < 15, `${watched.of('objects', id).length} times`);
  assert.ok(last.objects.length > 50 && last.objects.length <= 200, `${last.objects.length} objects`);
  const [{ waiters, moreWaiters, holder }] = last.objects as [(typeof last.objects)[0]];
  assert.deepEqual([waiters.length, moreWaiters, holder], [10, 2, { id: 'a.1', name: 'worker 1' }]);
  assert.ok(Buffer.byteLength(JSON.stringify(last)) < 1024 * 1024);
  assert.deepEqual(watched.log, []);
});

test('what several keep in one process is told together', LIMIT, async (t) => {
  const { watched, program, id } = await waitingProgram(t);
  const tell = (source: string, ...objects: unknown[]) =>
    program.tell({ publish: { type: 'objects', id, source, objects } });
  const names = () =>
    watched
      .of('objects', id)
      .at(-1)
      ?.objects.map(({ name }) => name)
      .join();
  tell('hub', lock('of the hub'));
  tell('a server', lock('of a server'));
  await watched.until(() => names() === 'of the hub,of a server');
  tell('hub', lock('another'));
  await watched.until(() => names() === 'another,of a server');
  tell('a server');
  await watched.until(() => names() === 'another');
});

test('nobody can say of another what it waits for', LIMIT, async (t) => {
  const watched = await watch(t);
  const peer = await connectTo(t, watched.server.env);
  const child = { parentId: 'p', name: 'c', pid: 2, daemon: false, at: 1 };
  peer.write(
    helloOf(watched.server.env),
    { type: 'started', id: 'c', ...child },
    { type: 'waiting', id: 'c', wait: 1, operation: 'Queue.get', object: 'jobs', at: 1 },
    { type: 'named', id: 'c', name: 'last' },
  );
  await watched.until(() => watched.of('named', 'c').length > 0);
  assert.deepEqual(
    watched.messages.map(({ message }: { message: ProcessMessage }) => message.type),
    ['started', 'named'],
  );
  assert.match(watched.log[0] ?? '', /only c itself can tell what it does/u);
});
