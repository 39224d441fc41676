/** Connections of two processes without the hub: who may have one, and what becomes of those who may not. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { before, after, describe, it, type TestContext } from 'node:test';
import { connectWire, listenForWire, type Opening } from '../../../src/multiprocessing/hubClient/directWire.ts';
import { setHubPlace } from '../../../src/multiprocessing/hubClient/hubPlace.ts';
import { Op } from '../../../src/multiprocessing/hubWire/frames.ts';
import { newNonce, sign } from '../../../src/multiprocessing/hubWire/handshake.ts';
import type { Wire } from '../../../src/multiprocessing/hubWire/wire.ts';
import { Chance } from '../../helpers/chance.ts';
import { frameBytes, RawClient } from '../hub/rawClient.ts';

const ONLY_UNIX = process.platform === 'win32' && 'the raw client speaks to Unix sockets';
const key = randomBytes(32);
let folder = '';

before(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'mp-direct-'));
  setHubPlace({ address: path.join(folder, 'hub'), key: key.toString('base64') });
});
after(() => rmSync(folder, { recursive: true, force: true }));

/** One end of a connection, and what has happened to it. */
class End {
  readonly opening: Opening;
  readonly #changes = new EventTarget();
  wire: Wire | null = null;
  heard: string[] = [];
  isClosed = false;

  /** @param open Given what is to be told. */
  constructor(t: TestContext, open: (end: Parameters<typeof connectWire>[1]) => Opening) {
    this.opening = open({
      opened: (wire) => this.#happened(() => (this.wire = wire)),
      received: ({ payload }) => this.#happened(() => this.heard.push(payload.toString())),
      closed: () => this.#happened(() => (this.isClosed = true)),
    });
    t.after(() => {
      this.opening.cancel();
      this.wire?.destroy();
    });
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await once(this.#changes, 'change');
  }

  say(text: string): void {
    this.wire?.send(Op.data, 1, 0, Buffer.from(text));
    this.wire?.flush();
  }

  #happened(change: () => void): void {
    change();
    this.#changes.dispatchEvent(new Event('change'));
  }
}

async function listening(t: TestContext): Promise<{ end: End; address: string }> {
  let end: End | undefined;
  const address = await new Promise<string>((resolve) => {
    end = new End(t, (events) => listenForWire(events, resolve));
  });
  return { end: end as End, address };
}

async function talks(t: TestContext, end: End, address: string): Promise<void> {
  const other = new End(t, (events) => connectWire(address, events));
  await Promise.all([end.until(() => end.wire !== null), other.until(() => other.wire !== null)]);
  other.say('question');
  await end.until(() => end.heard.length > 0);
  end.say('answer');
  await other.until(() => other.heard.length > 0);
  assert.deepEqual([end.heard, other.heard], [['question'], ['answer']]);
  other.wire?.destroy();
  await end.until(() => end.isClosed);
}

describe('directly connected', { skip: ONLY_UNIX, timeout: 60_000 }, () => {
  const strangers: Record<string, (client: RawClient) => Promise<void> | void> = {
    'says nothing and goes': (client) => void client.socket.end(),
    'has another key': async (client) => hello(client, sign(randomBytes(32), 'caller', await client.challenge())),
    'signs as what it is not': async (client) => hello(client, sign(key, 'listener', await client.challenge())),
    'has no proof': (client) => client.send(Op.hello, 0, 0, '[]'),
    'sends items at once': (client) => client.send(Op.data, 1, 0, 'items'),
    'sends no JSON': (client) => client.send(Op.hello, 0, 0, '{'),
    'begins a large hello': (client) => client.send(Op.begin, 0, 1, Buffer.alloc(13, 0x7f)),
    'claims a frame of 4 GB': (client) => void client.socket.write(Buffer.alloc(4, 0xff)),
  };
  for (const [what, act] of Object.entries(strangers)) {
    it(`who ${what} gets nothing, and does not keep the right one from coming`, async (t) => {
      const { end, address } = await listening(t);
      const client = new RawClient(address);
      await act(client);
      await client.closed;
      assert.deepEqual([end.wire, end.isClosed, end.heard], [null, false, []]);
      await talks(t, end, address);
    });
  }

  it('bytes without sense get nothing either', async (t) => {
    const { end, address } = await listening(t);
    for (let seed = 1; seed <= 50; seed++) {
      const client = new RawClient(address);
      const chance = new Chance(seed);
      client.socket.write(chance.bytes(1 + chance.below(200)));
      client.socket.end();
      await client.closed;
    }
    await talks(t, end, address);
  });

  it('only the first that proves itself is let in, and the address is gone then', async (t) => {
    const { end, address } = await listening(t);
    const late = new RawClient(address);
    const challenge = await late.challenge();
    const first = new End(t, (events) => connectWire(address, events));
    await first.until(() => first.wire !== null);
    hello(late, sign(key, 'caller', challenge));
    await late.closed;
    assert.deepEqual(readdirSync(folder), []);
    end.say('for the first');
    await first.until(() => first.heard.length > 0);
  });

  const listeners: Record<string, (socket: Socket) => void> = {
    'sends no challenge': (socket) => void socket.write(frameBytes(Op.welcome, 0, 0, '[]')),
    'welcomes without the key': (socket) =>
      void socket.write(
        Buffer.concat([
          frameBytes(Op.challenge, 0, 0, JSON.stringify([newNonce()])),
          frameBytes(Op.welcome, 0, 0, '["x"]'),
        ]),
      ),
    'sends items in place of a welcome': (socket) => void socket.write(frameBytes(Op.data, 1, 0, 'items')),
    'sends bytes without sense': (socket) => void socket.write(new Chance(7).bytes(500)),
    'goes at once': (socket) => socket.destroy(),
  };
  for (const [what, act] of Object.entries(listeners)) {
    it(`a listener that ${what} is left`, async (t) => {
      const address = path.join(folder, 'impostor');
      const server: Server = createServer((socket) => act(socket.on('error', () => {}).resume())).listen(address);
      t.after(() => new Promise((resolve) => server.close(resolve)));
      await once(server, 'listening');
      const end = new End(t, (events) => connectWire(address, events));
      await end.until(() => end.isClosed);
      assert.deepEqual([end.wire, end.heard], [null, []]);
    });
  }

  it('where nobody listens, that is told', async (t) => {
    const end = new End(t, (events) => connectWire(path.join(folder, 'nobody'), events));
    await end.until(() => end.isClosed);
    assert.equal(end.wire, null);
  });
});

function hello(client: RawClient, proof: string): void {
  client.send(Op.hello, 0, 0, JSON.stringify([proof, newNonce()]));
}
