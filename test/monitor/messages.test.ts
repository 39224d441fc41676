/** The pure parts of the protocol. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatMonitorAddress, parseMonitorAddress } from '../../src/monitor/address.ts';
import { errorInfo } from '../../src/monitor/cut.ts';
import { LineSplitter } from '../../src/monitor/lines.ts';
import { Outbox } from '../../src/monitor/outbox.ts';
import { parseAgentMessage } from '../../src/monitor/parseAgentMessage.ts';
import { parseServerMessage } from '../../src/monitor/parseServerMessage.ts';
import type { ObjectInfo } from '../../src/monitor/activityMessages.ts';
import type { AgentMessage, ServerMessage } from '../../src/monitor/protocol.ts';

test('an address survives being written and read, with any path', () => {
  for (const path of ['/tmp/a/s', '\\\\.\\pipe\\x', '/tmp/odd?token=1/s', '/tmp/sp ace\n/s']) {
    const address = { path, token: 'ab12' };
    assert.deepEqual(parseMonitorAddress(formatMonitorAddress(address)), address);
  }
  for (const text of ['', '?token=ab', '/tmp/s', '/tmp/s?token=', '/tmp/s?token=xyz'])
    assert.equal(parseMonitorAddress(text), null);
});

describe('lines', () => {
  const bytes = Buffer.from('für 🐍\n\nzweite\nrest');

  test('are the same however the bytes are cut', () => {
    for (let size = 1; size <= bytes.length; size++) {
      const splitter = new LineSplitter();
      const lines: string[] = [];
      for (let at = 0; at < bytes.length; at += size)
        lines.push(...(splitter.push(bytes.subarray(at, at + size)) ?? []));
      assert.deepEqual(lines, ['für 🐍', '', 'zweite']);
      assert.deepEqual(splitter.push(Buffer.from('\n')), ['rest']);
    }
  });

  test('may be so long and not longer', () => {
    assert.deepEqual(new LineSplitter(4).push(Buffer.from('1234\n1234')), ['1234']);
    assert.equal(new LineSplitter(4).push(Buffer.from('12345')), null);
    assert.equal(new LineSplitter(4).push(Buffer.from('12345\n1\n')), null);
  });

  test('with bytes that are no UTF-8 are lines all the same', () => {
    assert.deepEqual(new LineSplitter().push(Buffer.from([0xff, 0xc3, 0x0a])), ['\ufffd\ufffd']);
  });
});

const process = {
  id: 'a',
  parentId: null,
  name: 'MainProcess',
  pid: 1,
  daemon: false,
  startedAt: 1.5,
  script: null,
  argv: ['x'],
  cwd: '/',
  runtime: 'node 24',
};

const AGENT_MESSAGES: AgentMessage[] = [
  { type: 'hello', version: 1, token: 'ab', process },
  {
    type: 'started',
    id: 'b',
    parentId: 'a',
    name: 'w',
    pid: 2,
    daemon: true,
    at: 1,
    target: 't',
    args: null,
    location: { url: 'file:///a', line: 1, column: 1 },
  },
  { type: 'named', id: 'b', name: '' },
  { type: 'stopping', id: 'b', signal: 'SIGTERM', at: 5 },
  { type: 'ended', id: 'b', at: 1, exitcode: null, signal: null, error: { name: 'E', message: 'm', stack: 's' } },
  { type: 'joined', id: 'b', at: 1 },
  {
    type: 'waiting',
    id: 'a',
    wait: 3,
    operation: 'Queue.get',
    object: 'jobs',
    at: 1,
    location: { url: 'file:///a', line: 1, column: 1 },
  },
  { type: 'resumed', id: 'a', wait: 3 },
  { type: 'resumed', id: 'a', wait: null },
  { type: 'objects', id: 'a', objects: [] },
  {
    type: 'pools',
    id: 'a',
    jobs: [{ job: 1, operation: 'map', name: 'f', done: 3, total: null, at: 5 }],
    workers: [
      { id: 'a.1', task: 'f' },
      { id: 'a.2', task: null },
    ],
  },
  { type: 'result', seq: 1, ok: true, exitcode: -15 },
  { type: 'result', seq: 1, ok: false, error: { name: 'E', message: 'm' } },
];

const SERVER_MESSAGES: ServerMessage[] = [
  { type: 'welcome', version: 1 },
  { type: 'refused', reason: 'no' },
  { type: 'command', seq: 1, action: 'join', id: 'b', timeout: 0.5 },
  { type: 'command', seq: 2, action: 'kill', id: 'b', timeout: null },
  { type: 'cancel', seq: 1 },
];

/** Every field, at every depth, replaced by what does not belong there. */
function* spoiled(value: Record<string, unknown>): Generator<Record<string, unknown>> {
  for (const [key, field] of Object.entries(value)) {
    for (const wrong of [{ nested: 1 }, [1], Number.MAX_VALUE, true, 'text']) yield { ...value, [key]: wrong };
    if (typeof field === 'object' && field !== null && !Array.isArray(field)) {
      for (const inner of spoiled(field as Record<string, unknown>)) yield { ...value, [key]: inner };
    }
  }
}

for (const [name, messages, parse] of [
  ['agent', AGENT_MESSAGES, parseAgentMessage],
  ['server', SERVER_MESSAGES, parseServerMessage],
] as const) {
  test(`messages of the ${name}: what is right is read, and more fields do no harm`, () => {
    for (const message of messages) {
      assert.deepEqual(parse(JSON.stringify(message)), { kind: 'message', message });
      assert.deepEqual(parse(JSON.stringify({ ...message, later: { added: 1 } })), { kind: 'message', message });
    }
  });

  test(`messages of the ${name}: whatever is in a field, what is read has the right types`, () => {
    const shape = (value: unknown) =>
      JSON.stringify(value, (_, item: unknown) => (typeof item === 'object' ? item : typeof item));
    const shapes = new Set(messages.map(shape));
    let refused = 0;
    for (const message of messages) {
      for (const wrong of spoiled(message as unknown as Record<string, unknown>)) {
        const parsed = parse(JSON.stringify(wrong));
        if (parsed.kind !== 'message') refused++;
        else if (parsed.message.type === message.type)
          assert.ok(isAllowed(shape(parsed.message), shapes), JSON.stringify(wrong));
      }
    }
    assert.ok(refused > messages.length * 5, String(refused));
  });
}

/** null where a text or number may be as well. */
function isAllowed(shape: string, shapes: ReadonlySet<string>): boolean {
  const loose = (text: string) =>
    text
      .replaceAll(
        /"(?:script|parentId|wait|target|args|exitcode|signal|timeout|location|error|stack)":(?:"[a-z]+"|null|\{[^}]*\}),?/gu,
        '',
      )
      .replaceAll(/"argv":\[[^\]]*\]/gu, '')
      .replaceAll(',}', '}');
  return [...shapes].some((known) => loose(known) === loose(shape));
}

test('whole numbers are whole', () => {
  assert.deepEqual(parseServerMessage('{"type":"cancel","seq":1.5}'), {
    kind: 'invalid',
    reason: 'seq is not an integer',
  });
  assert.equal(parseServerMessage('{"type":"cancel","seq":1e400}').kind, 'invalid');
});

describe('shared objects', () => {
  const object: ObjectInfo = {
    id: '1',
    kind: 'JoinableQueue',
    name: 'tasks',
    depth: 3,
    limit: 10,
    unfinished: 4,
    flag: false,
    holder: { id: 'a.1', name: 'Consumer-1' },
    waiters: [{ id: 'a.2', name: 'Consumer-2' }],
    moreWaiters: 2,
  };
  const parsed = (objects: unknown) => parseAgentMessage(JSON.stringify({ type: 'objects', id: 'a', objects }));
  const kindOf = (more: object) => parsed([{ ...object, ...more }]).kind;

  test('are read whole, or with what they do not have left out', () => {
    assert.deepEqual(parsed([object]), { kind: 'message', message: { type: 'objects', id: 'a', objects: [object] } });
    const used = { ...object, users: [{ id: 'a.3', name: 'Producer-1' }], moreUsers: 1 };
    assert.deepEqual(parsed([used]), { kind: 'message', message: { type: 'objects', id: 'a', objects: [used] } });
    const bare = { id: '1', kind: 'Lock', name: 'lock' };
    const none = { depth: null, limit: null, unfinished: null, flag: null, holder: null, moreWaiters: 0 };
    assert.deepEqual(parsed([{ ...bare, waiters: [] }]), {
      kind: 'message',
      message: { type: 'objects', id: 'a', objects: [{ ...bare, ...none, waiters: [] }] },
    });
  });

  test('are refused with a wrong field', () => {
    assert.equal(kindOf({}), 'message');
    for (const wrong of [{ id: '' }, { kind: 1 }, { name: null }, { depth: 'many' }, { limit: [] }, { flag: 1 }])
      assert.equal(kindOf(wrong), 'invalid', JSON.stringify(wrong));
    for (const wrong of [
      { holder: 'a' },
      { holder: { id: 'a' } },
      { waiters: null },
      { waiters: ['a'] },
      { users: ['a'] },
    ])
      assert.equal(kindOf(wrong), 'invalid', JSON.stringify(wrong));
    for (const wrong of [null, {}, 'all', [1], [null]]) assert.equal(parsed(wrong).kind, 'invalid');
  });

  test('are listened to up to a number', () => {
    const many = parsed(Array.from({ length: 300 }, () => object));
    assert.ok(many.kind === 'message' && many.message.type === 'objects');
    assert.equal(many.message.objects.length, 200);
  });
});

test('garbage is invalid, a type of later versions unknown', () => {
  for (const line of ['', '{', 'null', '[]', '7', '"hello"', '{"type":7}', '{}']) {
    assert.equal(parseAgentMessage(line).kind, 'invalid', line);
    assert.equal(parseServerMessage(line).kind, 'invalid', line);
  }
  for (const type of ['later', '__proto__', 'constructor', 'toString']) {
    assert.deepEqual(parseAgentMessage(JSON.stringify({ type })), { kind: 'unknown', type });
    assert.deepEqual(parseServerMessage(JSON.stringify({ type })), { kind: 'unknown', type });
  }
  assert.equal(parseServerMessage('{"type":"command","seq":1,"action":"pause","id":"a"}').kind, 'unknown');
});

test('an error can be anything', () => {
  const evil = Object.defineProperty({}, 'message', {
    get() {
      throw new Error('no');
    },
  });
  for (const thrown of [
    undefined,
    null,
    7,
    Symbol('x'),
    {},
    evil,
    Object.create(null),
    new Proxy({}, { get: () => evil }),
  ]) {
    const info = errorInfo(thrown);
    assert.equal(typeof info.name, 'string');
    assert.equal(typeof info.message, 'string');
  }
});

describe('outbox', () => {
  /** Takes so many bytes until it is given more room. */
  function pipe() {
    const taken: string[] = [];
    let room = 0;
    const write = (bytes: Uint8Array) => {
      const count = Math.min(room, bytes.length);
      room -= count;
      taken.push(Buffer.from(bytes.subarray(0, count)).toString('latin1'));
      return count;
    };
    const give = (bytes: number) => (room += bytes);
    return { write, give, text: () => taken.join('') };
  }

  test('says hello first, then the state, then what is new, then answers', () => {
    const { write, give, text } = pipe();
    const outbox = new Outbox(write, 'hello\n', () => ['state\n']);
    outbox.pushAnswer('answer\n');
    outbox.push('new\n');
    for (let tries = 0; !outbox.flush() && tries < 100; tries++) give(3);
    assert.equal(text(), 'hello\nstate\nnew\nanswer\n');
  });

  test('tells the state that came of what was dropped, though there was none before', () => {
    const { write, give, text } = pipe();
    const state: string[] = [];
    const outbox = new Outbox(write, 'hello\n', () => [...state]);
    outbox.flush();
    for (let n = 0; n < 5000; n++) outbox.push(`event ${'x'.repeat(200)}\n`);
    state.push('state\n');
    give(Infinity);
    assert.equal(outbox.flush(), true);
    assert.equal(text(), 'hello\nstate\n');
  });

  test('drops what is not read and tells the state instead, with whole lines, and keeps answers', () => {
    const { write, give, text } = pipe();
    let state = 0;
    const outbox = new Outbox(write, 'hello\n', () => [`state ${state}\n`]);
    give(8);
    outbox.flush();
    for (state = 1; state < 5000; state++) outbox.push(`event ${'x'.repeat(200)}\n`);
    outbox.pushAnswer('answer\n');
    give(Infinity);
    assert.equal(outbox.flush(), true);
    const lines = text().split('\n');
    assert.deepEqual(lines.slice(0, 3), ['hello', 'state 0', 'state 5000']);
    assert.ok(lines.includes('answer'));
    assert.ok(lines.length < 10);
    outbox.push('event\n');
    outbox.flush();
    assert.match(text(), /answer\nevent\n$/u);
  });
});
