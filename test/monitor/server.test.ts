/** The server against whatever may connect to it. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, statSync, writeSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { parseMonitorAddress } from '../../src/monitor/address.ts';
import { AgentSession } from '../../src/monitor/agentSession.ts';
import type { CommandMessage } from '../../src/monitor/protocol.ts';
import { MonitorServer, type IncompatibleProgram } from '../../src/monitor/server.ts';
import { connectTo, helloOf, LIMIT, watch, type Peer, type Watched } from './watching.ts';

const started = (id: string, parentId: string) => ({
  type: 'started',
  id,
  parentId,
  name: id,
  pid: 2,
  daemon: false,
  at: 1,
  target: null,
  args: null,
  location: null,
});

async function greeted(watched: Watched, peer: Peer, id = 'p', parentId: string | null = null): Promise<void> {
  peer.write(helloOf(watched.server.env, { id, parentId }));
  await peer.until(() => peer.lines.length > 0);
  assert.deepEqual(JSON.parse(peer.lines[0] ?? ''), { type: 'welcome', version: 1 });
}

/** The command that the peer gets next. */
async function commandTo(peer: Peer, count = 1): Promise<CommandMessage> {
  const isCommand = (line: string) => line.includes('"command"');
  const line = await peer.until(() => peer.lines.filter(isCommand)[count - 1]);
  return JSON.parse(line) as CommandMessage;
}

test('hears a process, its messages and its end, in order', LIMIT, async (t) => {
  const watched = await watch(t);
  const peer = await connectTo(t, watched.server.env);
  await greeted(watched, peer);
  peer.write(
    started('c', 'p'),
    { type: 'named', id: 'p', name: 'boss' },
    { type: 'ended', id: 'c', at: 2, exitcode: 0 },
  );
  peer.socket.end();
  await watched.until(() => watched.disconnected.length > 0);
  assert.deepEqual(
    watched.connected.map(({ id }) => id),
    ['p'],
  );
  assert.deepEqual(
    watched.messages.map(({ agentId, message }) => [agentId, message.type, message.id]),
    [
      ['p', 'started', 'c'],
      ['p', 'named', 'p'],
      ['p', 'ended', 'c'],
    ],
  );
  assert.deepEqual(watched.disconnected, ['p']);
  assert.deepEqual(watched.log, []);
});

test('listens where only this user can, and leaves nothing behind', LIMIT, async (t) => {
  const { server } = await watch(t);
  const socket = parseMonitorAddress(server.env)?.path ?? '';
  if (process.platform !== 'win32') assert.equal(statSync(path.dirname(socket)).mode & 0o777, 0o700);
  const peer = await connectTo(t, server.env);
  server.dispose();
  server.dispose();
  await peer.untilClosed();
  assert.equal(existsSync(path.dirname(socket)), false);
});

test('finds a place for its socket when the folder for temporary files has a long name', LIMIT, async (t) => {
  const { TMPDIR } = process.env;
  t.after(() => (TMPDIR === undefined ? delete process.env['TMPDIR'] : (process.env['TMPDIR'] = TMPDIR)));
  process.env['TMPDIR'] = `/tmp/${'long/'.repeat(30)}`;
  const watched = await watch(t);
  await greeted(watched, await connectTo(t, watched.server.env));
});

for (const [what, first, reason] of [
  ['a wrong token', { ...helloOf('x?token=00'), token: '00'.repeat(32) }, /token is wrong/u],
  ['a token of another length', helloOf('x?token=00'), /token is wrong/u],
  ['garbage', '\u0000\u0001 GET / HTTP/1.1\r\n\r\n', /no hello: not JSON/u],
  ['a message before the hello', started('c', 'p'), /no hello: started/u],
  ['a hello without a process', { type: 'hello', version: 1, token: 'x' }, /no hello: process is not an object/u],
] as const) {
  test(`refuses ${what}, with a line in the log`, LIMIT, async (t) => {
    const watched = await watch(t);
    const peer = await connectTo(t, watched.server.env);
    peer.write(first, helloOf(watched.server.env));
    await peer.untilClosed();
    assert.match(peer.lines[0] ?? '', reason);
    assert.equal(watched.log.length, 1);
    assert.match(watched.log[0] ?? '', reason);
    assert.deepEqual(watched.connected, []);
  });
}

test('refuses another version of the protocol, and says which', LIMIT, async (t) => {
  const watched = await watch(t);
  const peer = await connectTo(t, watched.server.env);
  const incompatible: IncompatibleProgram[] = [];
  watched.server.onIncompatible((program) => incompatible.push(program));
  const hello = helloOf(watched.server.env);
  peer.write({ ...hello, version: 99 });
  await peer.untilClosed();
  assert.match(peer.lines[0] ?? '', /speaks version 99 of the protocol, and this is version 1/u);
  assert.deepEqual(incompatible, [{ process: hello.process, version: 99 }]);
});

test('waits only so long for a hello', LIMIT, async (t) => {
  const watched = await watch(t, { helloMs: 20 });
  const peer = await connectTo(t, watched.server.env);
  await peer.untilClosed();
  assert.match(watched.log[0] ?? '', /not said hello within 20 ms/u);
});

test('leaves out what it does not understand, and goes on', LIMIT, async (t) => {
  const watched = await watch(t);
  const peer = await connectTo(t, watched.server.env);
  await greeted(watched, peer);
  peer.write(
    { type: 'brandNew', id: 'p' },
    { type: '__proto__' },
    { type: 'toString' },
    'null\n',
    '[1]\n',
    '{"type":"named","id":"p","name":7}\n',
    '{"type":"named","id":"p","na',
    'me":"whole","later":1}\n\n\r\n',
  );
  const { message } = await watched.until(() => watched.messages[0]);
  assert.deepEqual(message, { type: 'named', id: 'p', name: 'whole' });
  assert.equal(watched.log.length, 1, 'one line for all');
});

test('drops a connection whose line is too long', LIMIT, async (t) => {
  const watched = await watch(t);
  const peer = await connectTo(t, watched.server.env);
  await greeted(watched, peer);
  peer.write('x'.repeat(1024 * 1024 + 1));
  await peer.untilClosed();
  await watched.until(() => watched.disconnected.includes('p'));
  assert.match(watched.log[0] ?? '', /a line is too long/u);
});

test('hears what a process said before it died in the middle of a line', LIMIT, async (t) => {
  const watched = await watch(t);
  const peer = await connectTo(t, watched.server.env);
  await greeted(watched, peer);
  peer.write(started('c', 'p'), '{"type":"ended","id":"c"');
  peer.socket.destroySoon();
  await watched.until(() => watched.disconnected.includes('p'));
  assert.deepEqual(
    watched.messages.map(({ message }) => message.type),
    ['started'],
  );
});

test('lets an agent speak only of itself and its children', LIMIT, async (t) => {
  const watched = await watch(t);
  const [one, two] = [await connectTo(t, watched.server.env), await connectTo(t, watched.server.env)];
  await greeted(watched, one, 'one');
  await greeted(watched, two, 'two');
  one.write(started('one.1', 'one'));
  await watched.until(() => watched.messages.length === 1);
  two.write(
    { type: 'ended', id: 'one', at: 1, exitcode: 0 },
    { type: 'named', id: 'one.1', name: 'mine' },
    started('one.1', 'two'),
    started('x', 'one'),
    started('two', 'two'),
    { type: 'named', id: 'two', name: 'last' },
  );
  await watched.until(() => watched.messages.length === 2);
  assert.deepEqual(
    watched.messages.map(({ agentId, message }) => `${agentId} ${message.type} ${message.id}`),
    ['one started one.1', 'two named two'],
  );
  assert.match(watched.log[0] ?? '', /one is no child of it/u);
});

test('takes the newer of two connections of a process for the real one', LIMIT, async (t) => {
  const watched = await watch(t);
  const [old, young] = [await connectTo(t, watched.server.env), await connectTo(t, watched.server.env)];
  await greeted(watched, old);
  await greeted(watched, young);
  await old.untilClosed();
  young.write({ type: 'named', id: 'p', name: 'back' });
  await watched.until(() => watched.messages.length > 0);
  assert.deepEqual(watched.disconnected, []);
});

test('a listener that throws harms no other, and is logged', LIMIT, async (t) => {
  const watched = await watch(t);
  watched.server.onConnected(() => {
    throw new Error('listener');
  });
  await greeted(watched, await connectTo(t, watched.server.env));
  await watched.until(() => watched.log.some((line) => line.includes('listener')));
});

test('500 agents at once', LIMIT, async (t) => {
  const watched = await watch(t);
  const peers = await Promise.all(Array.from({ length: 500 }, async () => connectTo(t, watched.server.env)));
  for (const [n, peer] of peers.entries())
    peer.write(helloOf(watched.server.env, { id: `p${n}` }), started(`c${n}`, `p${n}`));
  await watched.until(() => watched.messages.length === 500);
  assert.equal(new Set(watched.connected.map(({ id }) => id)).size, 500);
  for (const peer of peers) peer.socket.destroy();
  await watched.until(() => watched.disconnected.length === 500);
  assert.deepEqual(watched.log, []);
});

test('a command is answered with an exit code, or with the agent’s error', LIMIT, async (t) => {
  const watched = await watch(t);
  const peer = await connectTo(t, watched.server.env);
  await greeted(watched, peer);
  const join = watched.server.command('p', 'join', 'c', { timeout: 2.5 });
  const { seq, ...command } = await commandTo(peer);
  assert.deepEqual(command, { type: 'command', action: 'join', id: 'c', timeout: 2.5 });
  peer.write({ type: 'result', seq: seq + 1, ok: true, exitcode: 1 }, { type: 'result', seq, ok: true, exitcode: -15 });
  assert.equal(await join, -15);

  const kill = watched.server.command('p', 'kill', 'c');
  const second = await commandTo(peer, 2);
  peer.write({ type: 'result', seq: second.seq, ok: false, error: { name: 'Unknown', message: 'no child c' } });
  await assert.rejects(kill, { name: 'Unknown', message: 'no child c' });
});

test('a command to a process that is not there, or goes, is rejected', LIMIT, async (t) => {
  const watched = await watch(t);
  await assert.rejects(watched.server.command('p', 'kill', 'c'), /not connected/u);
  const peer = await connectTo(t, watched.server.env);
  await greeted(watched, peer);
  const join = watched.server.command('p', 'join', 'c');
  await commandTo(peer);
  peer.socket.destroy();
  await assert.rejects(join, /not connected any more/u);
});

test('a command that is never answered is rejected, a join when its time is over', LIMIT, async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const watched = await watch(t);
  const peer = await connectTo(t, watched.server.env);
  await greeted(watched, peer);
  const kill = watched.server.command('p', 'kill', 'c');
  const join = watched.server.command('p', 'join', 'c', { timeout: 60 });
  const outcome: string[] = [];
  void kill.catch(() => outcome.push('kill'));
  void join.catch(() => outcome.push('join'));
  t.mock.timers.tick(5000);
  await assert.rejects(kill, /not answered within 5 s/u);
  assert.deepEqual(outcome, ['kill']);
  t.mock.timers.tick(60_000);
  await assert.rejects(join, /not answered within 65 s/u);
});

test('a join that is given up is rejected at once, and the agent told', LIMIT, async (t) => {
  const watched = await watch(t);
  const peer = await connectTo(t, watched.server.env);
  await greeted(watched, peer);
  const controller = new AbortController();
  const join = watched.server.command('p', 'join', 'c', { signal: controller.signal });
  const { seq } = await commandTo(peer);
  controller.abort();
  await assert.rejects(join, { name: 'AbortError' });
  await peer.until(() => peer.lines.includes(JSON.stringify({ type: 'cancel', seq })));
  await assert.rejects(watched.server.command('p', 'join', 'c', { signal: controller.signal }), { name: 'AbortError' });
});

test('disposing rejects what waits', LIMIT, async (t) => {
  const server = await MonitorServer.listen({ log: { warn: () => {} } });
  const peer = await connectTo(t, server.env);
  peer.write(helloOf(server.env));
  await peer.until(() => peer.lines.length > 0);
  const join = server.command('p', 'join', 'c');
  server.dispose();
  await assert.rejects(join, /not connected/u);
});

test(
  'what a process said before it was killed is heard, though it can be answered no more',
  { ...LIMIT, skip: process.platform === 'win32' },
  async (t) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'mp-session-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const heard: string[] = [];
    const line = (message: object): string => `${JSON.stringify(message)}\n`;
    const sessionOver = new Promise<void>((resolve) => {
      const side = {
        /** Asked for with the hello, before the welcome. */
        get token(): string {
          const { fd } = (client as Socket & { _handle: { fd: number } })._handle;
          writeSync(fd, line({ type: 'named', id: 'p', name: 'last words' }));
          client.destroy(); // closes the descriptor at once, as the system does for who is killed
          return 'token';
        },
        helloMs: 10_000,
        connected: () => heard.push('connected'),
        received: (_: AgentSession, { type }: { type: string }) => heard.push(type),
        closed: () => resolve(),
        incompatible: () => heard.push('incompatible'),
        warn: (message: string) => heard.push(message),
      };
      const server = createServer((socket) => new AgentSession(socket, side)).listen(path.join(folder, 's'));
      t.after(() => server.close());
    });
    const client = connect(path.join(folder, 's'));
    client.on('connect', () => client.write(line({ ...helloOf('a:token', { id: 'p' }), token: 'token' })));
    await sessionOver;
    assert.deepEqual(heard, ['connected', 'named']);
  },
);
