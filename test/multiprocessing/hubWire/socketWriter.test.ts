/** Writing without streams, over a real socket. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { it } from 'node:test';
import { Worker } from 'node:worker_threads';
import { SocketWriter } from '../../../src/multiprocessing/hubWire/socketWriter.ts';
import { Chance } from '../../helpers/chance.ts';
import { socketPair } from './sockets.ts';

it(
  'has written when it returns, as long as the other side keeps up',
  { skip: process.platform === 'win32' },
  async (t) => {
    const [near, far] = await socketPair(t);
    const writer = new SocketWriter(near, () => assert.fail('nothing was pending'));
    assert.equal(writer.write(Buffer.from('abc')), true);
    assert.equal(writer.congested, false);
    await writer.drained();
    assert.equal(String((await once(far, 'data'))[0]), 'abc');
  },
);

it('keeps the order of what could and what could not be written at once', async (t) => {
  const [near, far] = await socketPair(t);
  const chance = new Chance(Number(process.env.TEST_SEED ?? Date.now() % 1e9));
  t.diagnostic(`TEST_SEED=${chance.seed}`);
  const writer = new SocketWriter(near, () => {});
  const read: Buffer[] = [];
  const chunks = Array.from({ length: 200 }, (_, i) => Buffer.alloc(1 + chance.below(60_000), i));
  for (const [i, chunk] of chunks.entries()) {
    writer.write(Buffer.from(chunk));
    if (i === 100) far.on('data', (some) => read.push(some));
    if (chance.oneIn(10)) await new Promise((resolve) => setImmediate(resolve));
  }
  while (!writer.isEmpty) await new Promise((resolve) => setImmediate(resolve));
  near.end();
  await once(far, 'end');
  assert.ok(Buffer.concat(read).equals(Buffer.concat(chunks)));
});

it('calls back when what was pending has left', async (t) => {
  const [near, far] = await socketPair(t);
  far.pause();
  let room = 0;
  const writer = new SocketWriter(near, () => room++);
  for (let full = 0; full < 2;) if (!writer.write(Buffer.alloc(300_000))) full++;
  assert.equal(room, 0);
  far.resume();
  await writer.drained();
  assert.equal(room > 0, true);
});

it('blocks until all has left, while the other side reads', { skip: process.platform === 'win32' }, async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'mp-writer-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const reader = new Worker(READER, { eval: true, workerData: path.join(folder, 'socket') });
  await once(reader, 'message');
  const socket = connect(path.join(folder, 'socket'));
  await once(socket, 'connect');
  const writer = new SocketWriter(socket, () => {});
  for (let i = 0; i < 20; i++) writer.write(Buffer.alloc(PIECE, i));
  assert.equal(writer.congested, true);
  writer.flushSync();
  socket.destroy();
  const ended = once(reader, 'exit'); // which may come in the same turn as its last message
  const [read] = (await once(reader, 'message')) as [Uint8Array];
  assert.ok(Buffer.concat(Array.from({ length: 20 }, (_, i) => Buffer.alloc(PIECE, i))).equals(read));
  await ended;
});

const PIECE = 300_000;

/** A thread that listens, and sends what it has read. */
const READER = `
const { parentPort, workerData } = require('node:worker_threads');
const server = require('node:net').createServer(async (socket) => {
  server.close();
  parentPort.postMessage(Buffer.concat(await socket.toArray()));
});
server.listen(workerData, () => parentPort.postMessage('listening'));
`;
