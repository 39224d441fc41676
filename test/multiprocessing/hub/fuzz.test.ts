/** What a hub does with those that do not keep to the protocol: they are dropped, the others do not notice. */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Worker } from 'node:worker_threads';
import { BEGIN_BYTES, Op } from '../../../src/multiprocessing/hubWire/frames.ts';
import { sign } from '../../../src/multiprocessing/hubWire/handshake.ts';
import type { HubThreadData, HubThreadMessage } from '../../../src/multiprocessing/hub/hubThread.ts';
import { Chance } from '../../helpers/chance.ts';
import { DIST, shown } from '../../helpers/runProgram.ts';
import { frameBytes, helloText, RawClient, VERSION } from './rawClient.ts';

const ONLY_UNIX = process.platform === 'win32' && 'named pipes have no folder';
const EVENT = 1;
const QUEUE = 2;
const VALUE = 3;
/** More than a hub takes for what was sent to it here. */
const MOST_BYTES = 400 * 1024 * 1024;

describe('who has not the key', { skip: ONLY_UNIX }, () => {
  const attempts: Record<string, (client: RawClient, key: Uint8Array) => Promise<void> | void> = {
    'says something else first': (client) => client.send(Op.call, EVENT, 1, '["isSet"]'),
    'sends a note to the hub itself': (client) => client.send(Op.note, 0, 0, '["watch"]'),
    'proves itself with another key': async (client) =>
      client.send(Op.hello, 0, 0, helloText('x', sign(randomBytes(32), 'process', await client.challenge()))),
    'says back what the hub would sign': async (client, key) =>
      client.send(Op.hello, 0, 0, helloText('x', sign(key, 'hub', await client.challenge()))),
    'has no proof': (client) => client.send(Op.hello, 0, 0, '[{"id":"x","name":"x","pid":1}]'),
    'says hello with nothing in it': (client) => client.send(Op.hello, 0, 0, '[]'),
    'says hello as null': (client) => client.send(Op.hello, 0, 0, '[null]'),
    'says hello at length': (client) => client.send(Op.hello, 0, 0, JSON.stringify(['x'.repeat(10_000)])),
    'sends no JSON': (client) => client.send(Op.hello, 0, 0, '{'),
    'claims a frame of 4 GB': (client) => void client.socket.write(Buffer.alloc(4, 0xff)),
    'claims a frame of nothing': (client) => void client.socket.write(Buffer.alloc(4)),
    'begins a large frame': (client) => client.send(Op.begin, 0, 1, begin(Op.hello, 2 ** 31)),
    'speaks another protocol': (client) => void client.socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n'),
  };
  for (const [what, attempt] of Object.entries(attempts)) {
    it(`and ${what} is dropped, with a line in the log`, async (t) => {
      const hub = await startHub(t);
      const client = new RawClient(hub.address);
      await attempt(client, hub.key);
      await client.closed;
      assert.deepEqual(client.received.map(({ op }) => op), [Op.challenge]); // prettier-ignore
      assert.match(await hub.logged(), /^dropped the connection of an unknown process: ./);
      await hub.isWell();
    });
  }

  it('and says again what another has said is dropped', async (t) => {
    const hub = await startHub(t);
    const first = new RawClient(hub.address);
    const hello = helloText('first', sign(hub.key, 'process', await first.challenge()));
    first.send(Op.hello, 0, 0, hello);
    await first.frame(Op.welcome);
    const second = new RawClient(hub.address);
    second.send(Op.hello, 0, 0, hello);
    await second.closed;
    assert.match(await hub.logged(), /has not the tree's key/);
  });
});

describe('who has the key', { skip: ONLY_UNIX }, () => {
  const attempts: Record<string, (client: RawClient) => void> = {
    'uses an unknown operation': (client) => client.send(77, EVENT, 0, '[]'),
    'sends no JSON': (client) => client.send(Op.call, EVENT, 9, 'nothing'),
    'sends JSON that is no list': (client) => client.send(Op.call, EVENT, 9, '{}'),
    'makes an object of an unknown kind': (client) => client.send(Op.note, 0, 0, '["create",9,"Moon",null]'),
    'makes an object of the kind constructor': (client) =>
      client.send(Op.note, 0, 0, '["create",9,"constructor",null]'),
    'makes a Value of an unknown type': (client) => client.send(Op.note, 0, 0, '["create",9,"Value",null,"z",1,null]'),
    'makes an Array of 2 ** 50': (client) =>
      client.send(Op.note, 0, 0, `["create",9,"Array",null,"d",${2 ** 50},null]`),
    'has its marks in a file that is not there': (client) => client.send(Op.note, 0, 0, '["marks","/nowhere/at/all"]'),
    'sends parts of nothing': (client) => client.send(Op.part, QUEUE, 3, 'abc'),
    'claims a payload of 4 GB': (client) => client.send(Op.begin, QUEUE, 3, begin(Op.data, 2 ** 32)),
    'begins too many large frames': beginMany,
    'puts what are no items': (client) => client.send(Op.data, QUEUE, 0, Buffer.from([1, 9, 0, 0, 0, 1])),
    'puts nothing': (client) => client.send(Op.data, QUEUE, 0, ''),
    'puts items with more objects than there are bytes': (client) =>
      client.send(Op.data, QUEUE, 0, Buffer.from([2, 255, 255, 255, 255, 1])),
    'changes a value by half a message': (client) => client.send(Op.data, VALUE, 0, Buffer.alloc(3)),
    'claims a frame of 4 GB': (client) => void client.socket.write(Buffer.alloc(4, 0xff)),
  };
  for (const [what, attempt] of Object.entries(attempts)) {
    it(`and ${what} is dropped, with a line in the log`, async (t) => {
      const hub = await startHub(t);
      const client = await new RawClient(hub.address).join(hub.key, 'Rogue');
      attempt(client);
      await client.closed;
      assert.match(await hub.logged(), /^dropped the connection of Rogue \(pid 1\): ./);
      await hub.isWell();
    });
  }

  it('and asks for what there is not is answered by an error', async (t) => {
    const hub = await startHub(t);
    const client = await new RawClient(hub.address).join(hub.key, 'Curious');
    const questions = [[EVENT, 'explode'], [QUEUE, 'toString'], [VALUE, 'get', -1], [VALUE, 'get', 9], [VALUE, 'set', 0, {}], [VALUE, 'slice', 0, 1e9], [99, 'get']] as const; // prettier-ignore
    for (const [i, [object, ...call]] of questions.entries())
      client.send(Op.call, object, 50 + i, JSON.stringify(call));
    for (const i of questions.keys()) {
      const [name] = JSON.parse(String((await client.frame(Op.error, 50 + i)).payload)) as [string, string];
      assert.match(name, /Error$/);
    }
  });

  it('and says anything at random does not harm the others, nor fill the memory', async (t) => {
    const hub = await startHub(t);
    const chance = new Chance(Number(process.env.TEST_SEED ?? Date.now() % 1e9));
    t.diagnostic(`TEST_SEED=${chance.seed}`);
    for (let round = 0; round < 150; round++) {
      const client = new RawClient(hub.address);
      if (!chance.oneIn(4)) await client.join(hub.key, `Rogue ${round}`);
      for (let i = 0; i < 20; i++) client.socket.write(noise(chance));
      if (chance.oneIn(2)) client.socket.destroy();
      else client.socket.end();
      await client.closed;
      if (round % 10 === 0) await hub.isWell();
    }
    await hub.isWell();
    assert.ok(process.memoryUsage().rss < MOST_BYTES);
  });
});

it('a process whose connection breaks off within a frame takes nothing with it', { skip: ONLY_UNIX }, async (t) => {
  const hub = await startHub(t);
  const put = frameBytes(Op.data, QUEUE, 0, Buffer.from([1, 1, 0, 0, 0, 2, 0, 0, 0, 1, 65]));
  for (let cut = 1; cut < put.length; cut += 3) {
    const client = await new RawClient(hub.address).join(hub.key, 'Cut');
    client.socket.end(put.subarray(0, cut));
    await client.closed;
  }
  assert.equal(await hub.witness.ask(QUEUE, 'qsize'), 0);
});

it('the folder is private, its name cannot be guessed, and it is gone in the end', { skip: ONLY_UNIX }, async (t) => {
  const [[address, mode], ...warnings] = (await shown(t, STRANGER)) as [[string, number], string];
  assert.match(address, /\/mp-[0-9a-f]{24}\/hub$/);
  assert.equal(mode, 0o700);
  assert.equal(warnings.length, 1);
  assert.match(warnings[0] ?? '', /^hub: dropped the connection of an unknown process: ./);
  assert.equal(existsSync(path.dirname(address)), false);
});

/** Says something to the hub as another program would that has found it. */
const STRANGER = `
if (import.meta.main) {
  const { statSync } = process.getBuiltinModule('node:fs');
  const { connect } = process.getBuiltinModule('node:net');
  const { dirname } = process.getBuiltinModule('node:path');
  let address = '';
  let warned = () => {};
  const warning = new Promise((resolve) => (warned = resolve));
  mp.getLogger().setLevel(mp.DEBUG);
  mp.getLogger().addHandler(({ level, message }) => {
    address ||= /hub starting at (.*)/.exec(message)?.[1] ?? '';
    if (level === mp.WARNING) warned(message);
  });
  await new mp.Queue().put(1);
  const late = setTimeout(() => warned('there was no warning'), 10_000);
  const stranger = connect(address);
  stranger.end('hello?'.repeat(10));
  await new Promise((resolve) => stranger.resume().once('close', resolve));
  show([address, statSync(dirname(address)).mode & 0o777]);
  show(await warning);
  clearTimeout(late);
}`;

interface TestHub {
  readonly address: string;
  readonly key: Uint8Array;
  /** A process of the tree that keeps to the protocol. */
  readonly witness: RawClient;
  /** The next line of its log. */
  logged(): Promise<string>;
  /** The others are served as before. */
  isWell(): Promise<void>;
}

/** The hub's thread, as the root starts it. */
async function startHub(t: TestContext): Promise<TestHub> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mp-fuzz-'));
  const address = path.join(folder, 'hub');
  const key = randomBytes(32);
  const workerData: HubThreadData = { address, key, version: VERSION, offsets: [] };
  const thread = new Worker(path.join(DIST, 'hub.cjs'), { workerData });
  const lines: string[] = [];
  thread.on('message', (message: HubThreadMessage) => {
    if (message.type === 'log') lines.push(message.message);
    thread.emit('told');
  });
  await once(thread, 'told');
  const witness = await new RawClient(address).join(key, 'Witness');
  witness.send(Op.note, 0, 0, `["create",${EVENT},"Event",null]`);
  witness.send(Op.note, 0, 0, `["create",${QUEUE},"Queue",null,0]`);
  witness.send(Op.note, 0, 0, `["create",${VALUE},"Value",null,"i",1,null]`);
  assert.equal(await witness.ask(EVENT, 'isSet'), false);
  t.after(async () => {
    witness.socket.destroy();
    await thread.terminate();
    rmSync(folder, { recursive: true, force: true });
  });
  const logged = async (): Promise<string> => {
    while (lines.length === 0) await once(thread, 'told');
    return lines.shift() ?? '';
  };
  const isWell = async (): Promise<void> => assert.equal(typeof (await witness.ask(EVENT, 'isSet')), 'boolean');
  return { address, key, witness, logged, isWell };
}

function begin(op: number, length: number): Buffer {
  const payload = Buffer.alloc(BEGIN_BYTES);
  payload[0] = op;
  payload.writeDoubleLE(length, 5);
  return payload;
}

function beginMany(client: RawClient): void {
  for (let stream = 0; stream < 20_000; stream++) client.send(Op.begin, QUEUE, stream, begin(Op.data, 2 ** 31));
}

/** A frame that is nearly right, or nothing of the kind. */
function noise(chance: Chance): Buffer {
  if (chance.oneIn(10)) return chance.bytes(chance.below(100));
  const texts = ['["get",5]', '["put",false]', '["set",0,1]', '["wait"]', '["returned",0]', '["release",2,1]', '["create",2,"Queue",null,0]', '["starting","x",[1,2,3]]', '["ended","x",0]', '["acquire"]', '[]', '[null]', '[{}]', '{}', '[1e999]']; // prettier-ignore
  const payload = chance.oneIn(2) ? Buffer.from(chance.of(texts)) : chance.bytes(chance.below(40));
  const op = chance.oneIn(4) ? chance.below(256) : chance.of([Op.call, Op.note, Op.data, Op.cancel, Op.begin, Op.part]);
  const object = chance.of([0, EVENT, QUEUE, VALUE, NaN, -1, 2 ** 60]);
  const bytes = frameBytes(op, object, chance.below(5), payload);
  if (chance.oneIn(20)) bytes[chance.below(bytes.length)] = chance.below(256);
  return bytes;
}
