/** Two ends of a connection, over a real socket. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { it, type TestContext } from 'node:test';
import { Op, type Frame } from '../../../src/multiprocessing/hubWire/frames.ts';
import type { Incoming } from '../../../src/multiprocessing/hubWire/incoming.ts';
import { Wire } from '../../../src/multiprocessing/hubWire/wire.ts';
import { Chance } from '../../helpers/chance.ts';
import { socketPair } from './sockets.ts';

interface Received {
  readonly frames: Frame[];
  /** Resolves when so many have come. */
  count(wanted: number): Promise<void>;
  readonly closed: Promise<Error | null>;
}

it('frames of all sizes arrive whole, those of one object in the order in which they were sent', async (t) => {
  const [near, far] = await socketPair(t);
  const received = receiver(far);
  const wire = receiver(near).wire;
  const chance = new Chance(Number(process.env.TEST_SEED ?? Date.now() % 1e9));
  t.diagnostic(`TEST_SEED=${chance.seed}`);
  const sent = Array.from({ length: 300 }, (_, i) => ({
    op: Op.data,
    object: chance.below(5),
    request: i,
    payload: Buffer.alloc(chance.of([0, 1, 100, 10_000, chance.oneIn(4) ? 700_000 : 140_000]), i),
  }));
  for (const { op, object, request, payload } of sent) {
    wire.send(op, object, request, chance.oneIn(3) ? [payload.subarray(0, 7), payload.subarray(7)] : payload);
    if (chance.oneIn(4)) wire.flush();
    if (chance.oneIn(20)) await wire.drained();
  }
  wire.flush();
  await received.count(sent.length);
  for (let object = 0; object < 5; object++) {
    const inOrder = sent.filter((frame) => frame.object === object);
    const arrived = received.frames.filter((frame) => frame.object === object);
    assert.deepEqual(arrived.map(({ request }) => request), inOrder.map(({ request }) => request)); // prettier-ignore
    for (const [i, { payload }] of arrived.entries()) assert.ok(payload.equals(inOrder[i]?.payload as Buffer));
  }
});

it('what is small passes what is large, to another object', async (t) => {
  const [near, far] = await socketPair(t);
  const received = receiver(far);
  const { wire } = receiver(near);
  wire.send(Op.data, 1, 0, Buffer.alloc(20_000_000));
  wire.send(Op.note, 2, 0, '["urgent"]');
  wire.flush();
  await received.count(2);
  assert.deepEqual(received.frames.map(({ object, payload }) => [object, payload.length]), [[2, 10], [1, 20_000_000]]); // prettier-ignore
});

it('nobody reads: it is congested, and drained when somebody does', async (t) => {
  const [near, far] = await socketPair(t);
  far.pause();
  const { wire } = receiver(near);
  let sent = 0;
  for (; !wire.congested; sent++) {
    wire.send(Op.data, 1, sent, Buffer.alloc(50_000));
    wire.flush();
  }
  const received = receiver(far);
  far.resume();
  await wire.drained();
  assert.equal(wire.congested, false);
  await received.count(sent);
});

it('what was sent before the end of a process leaves, though nobody reads it yet', async (t) => {
  const [near, far] = await socketPair(t);
  const received = receiver(far);
  const { wire } = receiver(near);
  const isRead = received.count(3);
  wire.send(Op.data, 1, 0, Buffer.alloc(10));
  wire.send(Op.data, 2, 0, Buffer.alloc(100_000));
  wire.send(Op.data, 2, 1, 'text');
  wire.flushSync();
  near.destroy();
  await isRead;
  assert.equal(await received.closed, null);
});

it('who waits for room is let go when the connection ends', async (t) => {
  const [near, far] = await socketPair(t);
  far.pause();
  const { wire, closed } = receiver(near);
  while (!wire.congested) wire.send(Op.data, 1, 0, Buffer.alloc(100_000));
  const drained = wire.drained();
  far.destroy();
  await drained;
  await closed;
  wire.send(Op.data, 1, 0, Buffer.alloc(10)); // goes nowhere
  wire.flush();
  wire.flushSync();
});

it('what is no frame ends the connection, and says why', async (t) => {
  const [near, far] = await socketPair(t);
  const { closed } = receiver(near);
  far.write(Buffer.alloc(17, 0xff));
  await once(far, 'close');
  assert.equal((await closed)?.name, 'FrameError');
});

it('what the receiver throws ends the connection, with that as the reason', async (t: TestContext) => {
  const [near, far] = await socketPair(t);
  const reason = new Error('no such object');
  const closed = new Promise<Error | null>((resolve) => {
    void new Wire(incomingOf(near), {
      received() {
        throw reason;
      },
      closed: resolve,
    });
  });
  const { wire } = receiver(far);
  wire.send(Op.note, 1, 0, '[]');
  wire.flush();
  assert.equal(await closed, reason);
});

function receiver(socket: Socket): Received & { readonly wire: Wire } {
  const frames: Frame[] = [];
  let check = (): void => {};
  const { wire, closed } = newWire(socket, (frame) => {
    frames.push({ ...frame, payload: Buffer.from(frame.payload) });
    check();
  });
  const count = (wanted: number): Promise<void> =>
    new Promise((resolve) => {
      check = () => {
        if (frames.length >= wanted) resolve();
      };
      check();
    });
  return { frames, count, closed, wire };
}

function newWire(socket: Socket, received: (frame: Frame) => void) {
  let ended: (error: Error | null) => void = () => {};
  const closed = new Promise<Error | null>((resolve) => (ended = resolve));
  return { wire: new Wire(incomingOf(socket), { received, closed: (error) => ended(error) }), closed };
}

/** Each chunk is in the same memory as the one before, as the hub has it. */
function incomingOf(socket: Socket): Incoming {
  const incoming: Incoming = { socket, onChunk() {} };
  const memory = Buffer.alloc(1024 * 1024);
  socket.on('data', (chunk) => {
    memory.fill(0xaa);
    incoming.onChunk(memory.subarray(0, chunk.copy(memory)));
  });
  return incoming;
}
