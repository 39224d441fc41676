/** The built agent in real processes, against real and false servers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { agentProgram, LIMIT, rawServer, watch, type Peer } from './watching.ts';

function startOf(id: string, parentId: string) {
  const origin = { target: 'work', args: '[ 1 ]', location: { url: 'file:///a.ts', line: 1, column: 2 } };
  return { type: 'started', id, parentId, name: id, pid: 7, daemon: true, at: 1, ...origin };
}

const endOf = (id: string, exitcode: number, signal: string | null = null) => ({
  type: 'ended',
  id,
  at: 2,
  exitcode,
  signal,
  error: null,
});

test('says who the process is, and what happens to its children', LIMIT, async (t) => {
  const watched = await watch(t);
  const program = agentProgram(t, watched.server.env);
  const root = await watched.until(() => watched.connected[0]);
  assert.equal(root.pid, program.child.pid);
  assert.match(root.script ?? '', /agentProgram\.mjs$/u);
  assert.match(root.runtime, /^node \d+\./u);
  const start = startOf('c', root.id);
  for (const publish of [
    start,
    { type: 'named', id: 'c', name: 'kid' },
    { type: 'stopping', id: 'c', signal: 'SIGTERM', at: 5 },
    { ...endOf('c', -15, 'SIGTERM'), error: { name: 'Error', message: 'x'.repeat(5000), stack: 'at\n'.repeat(500) } },
    { type: 'joined', id: 'c', at: 3 },
    { type: 'joined', id: 'c', at: 4 },
  ]) {
    program.tell({ publish });
  }
  await watched.until(() => watched.of('joined', 'c').length > 0);
  assert.deepEqual(await program.end(), { code: 0, signal: null });
  await watched.until(() => watched.disconnected.includes(root.id));
  assert.deepEqual(
    watched.messages.map(({ message }) => `${message.type} ${message.id === root.id ? 'self' : message.id}`),
    ['started c', 'named c', 'stopping c', 'ended c', 'joined c', 'ended self'],
  );
  assert.deepEqual(watched.of('started', 'c')[0], start);
  const { error } = watched.of('ended', 'c')[0] ?? {};
  assert.equal(error?.message.length, 1000);
  assert.equal(error?.stack?.split('\n').length, 40);
  assert.equal(program.stderr, '');
  assert.deepEqual(watched.log, []);
});

test('carries out commands with the calls of the program’s own objects', LIMIT, async (t) => {
  const { server, program, rootId } = await programWithChild(t);
  assert.equal(await server.command(rootId, 'terminate', 'c'), null);
  await program.untilSaid('terminate c');
  assert.equal(await server.command(rootId, 'kill', 'c'), null);
  await program.untilSaid('kill c');
  await assert.rejects(server.command(rootId, 'interrupt', 'c'), { message: 'c cannot be interrupted' });
  await assert.rejects(server.command(rootId, 'kill', 'nobody'), /has no child with the id nobody/u);
});

test('opens itself, and only itself, to a debugger, and closes again', LIMIT, async (t) => {
  const { server, program, rootId } = await programWithChild(t);
  const url = await server.inspect(rootId);
  assert.match(url, /^ws:\/\/127\.0\.0\.1:\d+\/[\w-]+$/u);
  assert.equal(await server.inspect(rootId), url, 'it is open already');
  assert.equal(await processIdBehind(url), program.child.pid);
  await server.uninspect(rootId);
  await assert.rejects(processIdBehind(url));
  assert.notEqual(await server.inspect(rootId), url);
  await assert.rejects(server.inspect('c'), /It is not connected/u);
});

test('a join waits for the end, or its time, or to be given up; an ended child is joined at once', LIMIT, async (t) => {
  const { server, program, rootId } = await programWithChild(t);
  assert.equal(await server.command(rootId, 'join', 'c', { timeout: 0 }), null);
  assert.equal(await server.command(rootId, 'join', 'c', { timeout: 0.01 }), null);
  const controller = new AbortController();
  const given = server.command(rootId, 'join', 'c', { signal: controller.signal });
  controller.abort();
  await assert.rejects(given, { name: 'AbortError' });
  const waiting = server.command(rootId, 'join', 'c', { timeout: 50 });
  assert.equal(program.stdout, '', 'a join of its own would keep the program alive');
  await server.command(rootId, 'kill', 'c');
  program.tell({ publish: endOf('c', -9, 'SIGKILL') });
  assert.equal(await waiting, -9);
  await program.untilSaid('join c 0');
  assert.equal(await server.command(rootId, 'join', 'c'), -9);
  assert.equal(await server.command(rootId, 'terminate', 'c'), -9);
  assert.equal(program.stdout.includes('terminate'), false);
});

test('a waiting join does not keep the program alive', LIMIT, async (t) => {
  const { server, program, rootId } = await programWithChild(t);
  const join = assert.rejects(server.command(rootId, 'join', 'c'), /not connected any more/u);
  const timed = assert.rejects(server.command(rootId, 'join', 'c', { timeout: 1000 }), /not connected any more/u);
  await server.command(rootId, 'terminate', 'c'); // so that both have arrived
  assert.deepEqual(await program.end(), { code: 0, signal: null });
  await Promise.all([join, timed]);
});

test(
  'says how the process ends: by exit(), by an uncaught error, and what happens in exit handlers',
  LIMIT,
  async (t) => {
    const watched = await watch(t);
    const [exits, throws] = [agentProgram(t, watched.server.env), agentProgram(t, watched.server.env)];
    await watched.until(() => watched.connected.length === 2);
    const idOf = (pid: number | undefined) => watched.connected.find((process) => process.pid === pid)?.id ?? '';
    const [exiting, throwing] = [idOf(exits.child.pid), idOf(throws.child.pid)];
    exits.tell({ publish: startOf('c', exiting) });
    exits.tell({ onExit: endOf('c', -15, 'SIGTERM') });
    exits.tell({ exit: 3 });
    throws.tell({ throw: 'boom' });
    await watched.until(() => watched.disconnected.length === 2);
    assert.equal(watched.of('ended', exiting)[0]?.exitcode, 3);
    assert.equal(watched.of('ended', exiting)[0]?.error, null);
    assert.equal(watched.of('ended', 'c')[0]?.exitcode, -15);
    const { exitcode, error } = watched.of('ended', throwing)[0] ?? {};
    assert.equal(exitcode, 1);
    assert.equal(error?.message, 'boom');
    assert.match(error?.stack ?? '', /agentProgram\.mjs/u);
  },
);

test('is heard of when it is killed', LIMIT, async (t) => {
  const { program, rootId, watched } = await programWithChild(t);
  program.child.kill('SIGKILL');
  await watched.until(() => watched.disconnected.includes(rootId));
  assert.deepEqual(watched.of('ended', rootId), []);
});

for (const env of ['', 'nonsense', '/no/such/socket?token=ab', '/dev/null?token=ab', `${'/x'.repeat(200)}?token=ab`]) {
  test(`the program is not disturbed by an address like "${env.slice(0, 30)}"`, LIMIT, async (t) => {
    const program = agentProgram(t, env);
    program.tell({ publish: startOf('c', 'whoever') });
    program.tell({ burst: 1 });
    await program.untilSaid('burst');
    assert.deepEqual(await program.end(), { code: 0, signal: null });
    assert.equal(program.stderr, '');
  });
}

test('what a later server has to know is told again, and what has ended meanwhile', LIMIT, async (t) => {
  let peer: Peer | undefined;
  let connections = 0;
  const server = await rawServer(t, (next) => {
    peer = next;
    connections++;
    program.changed();
  });
  const program = agentProgram(t, server.env);
  const first = await program.until(() => peer);
  await first.until(() => first.lines.length > 0);
  await server.close();
  program.tell({ publish: startOf('alive', 'root') });
  program.tell({ publish: startOf('dead', 'root') });
  program.tell({ publish: { type: 'named', id: 'dead', name: 'late name' } });
  program.tell({ publish: endOf('dead', 4) });
  program.tell({ burst: 0 });
  await program.untilSaid('burst');
  await server.open();
  const back = await program.until(() => connections === 2 && peer);
  await back.until(() => back.lines.length === 4);
  const told = back.messages().map((message) => `${message.type} ${'id' in message ? message.id : ''}`);
  assert.deepEqual(told, ['hello ', 'started dead', 'ended dead', 'started alive']);
  assert.ok(back.lines.some((line) => line.includes('"late name"')));
  assert.deepEqual(await program.end(), { code: 0, signal: null });
});

test(
  'is not kept alive by a server that does not read, and tells it the outcome when it reads again',
  LIMIT,
  async (t) => {
    let peer: Peer | undefined;
    const server = await rawServer(t, (next) => {
      peer = next;
      next.socket.pause();
      program.changed();
    });
    const program = agentProgram(t, server.env);
    await program.until(() => peer);
    const reader = peer as Peer;
    program.tell({ burst: 20_000 }); // some 20 MB
    await program.untilSaid('burst');
    program.tell({ publish: startOf('last', 'root') });
    reader.socket.resume();
    await reader.until(() => reader.lines.some((line) => line.includes('"id":"last"')));
    const ids = new Set(reader.messages().map((message) => (message.type === 'ended' ? message.id : '')));
    assert.ok(ids.has('burst 19999'), 'the last is known');
    assert.ok(reader.lines.length < 20_000, 'and what was dropped is not sent after all');
    reader.socket.pause();
    program.tell({ burst: 20_000 });
    assert.deepEqual(await program.end(), { code: 0, signal: null });
  },
);

test('survives a server that talks nonsense', LIMIT, async (t) => {
  let peer: Peer | undefined;
  const server = await rawServer(t, (next) => {
    peer = next;
    const lines = [
      'null',
      '{}',
      '{"type":"command"}',
      '\u0000\u00ff',
      '[',
      '{"type":"command","seq":1,"action":"rm","id":"c"}',
    ];
    next.write(`${lines.join('\n')}\n`, { type: 'welcome', version: 1, more: true }, { type: 'cancel', seq: 9 });
    next.write({ type: 'command', seq: 2, action: 'kill', id: 'none', timeout: null });
    program.changed();
  });
  const program = agentProgram(t, server.env);
  const other = await program.until(() => peer);
  const answer = await other.until(() => other.messages().find(({ type }) => type === 'result'));
  assert.equal(answer.type === 'result' && answer.seq, 2);
  other.write('y'.repeat(2 * 1024 * 1024));
  await other.untilClosed();
  await program.until(() => peer !== other); // it comes back
  assert.deepEqual(await program.end(), { code: 0, signal: null });
  assert.equal(program.stderr, '');
});

test('stays away from a server that refuses it', LIMIT, async (t) => {
  const watched = await watch(t);
  const program = agentProgram(t, watched.server.env.replace(/token=.*/u, 'token=abcd'));
  await watched.until(() => watched.log.length > 0);
  program.tell({ burst: 1 });
  await program.untilSaid('burst');
  assert.deepEqual(await program.end(), { code: 0, signal: null });
  assert.equal(watched.log.length, 1);
  assert.match(watched.log[0] ?? '', /token is wrong/u);
});

/** A program with the child `c`. */
async function programWithChild(t: Parameters<typeof watch>[0]) {
  const watched = await watch(t);
  const program = agentProgram(t, watched.server.env);
  const { id: rootId } = await watched.until(() => watched.connected[0]);
  program.tell({ publish: startOf('c', rootId) });
  await watched.until(() => watched.of('started', 'c').length > 0);
  return { server: watched.server, watched, program, rootId };
}

/** Asks the process as a debugger does. */
async function processIdBehind(url: string): Promise<number> {
  const socket = new WebSocket(url);
  try {
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve);
      socket.addEventListener('error', () => reject(new Error(`nobody listens at ${url}`)));
    });
    const answer = new Promise<string>((resolve) => {
      socket.addEventListener('message', ({ data }) => resolve(String(data)));
    });
    socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params: { expression: 'process.pid' } }));
    const { result } = JSON.parse(await answer) as { result: { result: { value: number } } };
    return result.result.value;
  } finally {
    socket.close();
  }
}
