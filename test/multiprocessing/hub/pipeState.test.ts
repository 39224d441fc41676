/** The ends of a pipe in the hub, without processes. */
import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { it } from 'node:test';
import type { HubServices } from '../../../src/multiprocessing/hub/hubObject.ts';
import { Op } from '../../../src/multiprocessing/hubWire/frames.ts';
import { BROKEN, PIPE_BYTES } from '../../../src/multiprocessing/hubWire/pipeFrames.ts';
import { pipeEndState, type PipeEndState } from '../../../src/multiprocessing/hub/pipeState.ts';
import { DELIVERY_HEAD_BYTES, PUT, PUT_HEAD_BYTES } from '../../../src/multiprocessing/hubWire/queueFrames.ts';
import { forSeeds } from '../../helpers/chance.ts';
import { fakePeer, fakeServices, type FakePeer } from './fakePeer.ts';

interface Pipe {
  readonly a: PipeEndState;
  readonly b: PipeEndState;
  readonly services: HubServices;
}

function newPipe(): Pipe {
  const services = fakeServices();
  return { a: pipeEndState(services, 1, 2), b: pipeEndState(services, 2, 1), services };
}

function send(end: PipeEndState, { peer }: FakePeer, text: string): void {
  const payload = Buffer.alloc(PUT_HEAD_BYTES + 4 + text.length, text);
  payload[0] = PUT;
  payload.writeUInt32LE(1, 1);
  payload.writeUInt32LE(text.length, PUT_HEAD_BYTES);
  payload.write(text, PUT_HEAD_BYTES + 4);
  end.data(peer, payload);
}

/** The message in the answer to `recv`, or the error's name. */
function received(answer: unknown): string {
  return answer instanceof Buffer ? answer.toString('utf8', DELIVERY_HEAD_BYTES + 4) : String(answer);
}

/** It does not come to have a link with another process. */
function staysWithHub(end: PipeEndState, { peer, sent }: FakePeer): void {
  const last = sent.findLast(({ op }) => op === Op.note)?.payload.toString();
  if (last === '["listen"]' || last === '["unlink"]') end.note(peer, 'unlinked', []);
}

it('a message goes to the other end, in order, whoever of those that have it asks first', () => {
  const { a, b } = newPipe();
  const [p, q] = [fakePeer('p'), fakePeer('q')];
  const waiting = [q.ask(b, 'recv', 1), p.ask(b, 'recv', 1)];
  send(a, p, 'first');
  send(a, q, 'second');
  assert.deepEqual(
    waiting.map(({ answer }) => received(answer())),
    ['first', 'second'],
  );
  assert.equal(p.ask(a, 'recv', 1).answer(), undefined);
});

it('an end that is gone is the end for the other, after what was sent', async () => {
  const { a, b } = newPipe();
  const [p, q] = [fakePeer('p'), fakePeer('q')];
  send(a, p, 'last');
  const polling = p.ask(b, 'poll', true);
  assert.equal(polling.answer(), true);
  a.dispose();
  assert.equal(received(q.ask(b, 'recv', 1).answer()), 'last');
  assert.equal(q.ask(b, 'recv', 1).answer(), 'EOFError');
  assert.equal(q.ask(b, 'poll', false).answer(), true);
  const { b: other, a: closed } = newPipe();
  const waiting = [q.ask(other, 'recv', 1), p.ask(other, 'poll', false)];
  const nowait = p.ask(other, 'poll', true);
  await nextTurn();
  await nextTurn();
  assert.equal(nowait.answer(), false);
  closed.dispose();
  assert.deepEqual(
    waiting.map(({ answer }) => answer()),
    ['EOFError', true],
  );
});

it('who has sent in vain is told so, once; who has not is not', () => {
  const { a, b } = newPipe();
  const [p, q] = [fakePeer('p'), fakePeer('q')];
  send(a, p, 'not received, but sent in time');
  b.dispose();
  assert.equal(p.ask(a, 'send').answer(), true);
  send(a, p, 'in vain');
  assert.equal(q.ask(a, 'send').answer(), true);
  assert.equal(p.ask(a, 'send').answer(), BROKEN);
});

it('a sender waits while the other end lags, and until that is gone', () => {
  const { a, b } = newPipe();
  const [p, q] = [fakePeer('p'), fakePeer('q')];
  const large = 'x'.repeat(PIPE_BYTES);
  send(a, p, large);
  assert.equal(p.ask(a, 'send', PIPE_BYTES).answer(), true); // one is always taken
  send(a, p, large);
  const waiting = p.ask(a, 'send', PIPE_BYTES);
  assert.equal(waiting.answer(), undefined);
  q.ask(b, 'recv', 1);
  assert.equal(waiting.answer(), true);
  q.ask(b, 'recv', 1);
  for (let i = 0; i < 4; i++) send(a, p, 'large ones, whose bytes are kept elsewhere');
  const full = p.ask(a, 'send', PIPE_BYTES / 2);
  q.ask(b, 'recv', 1);
  assert.equal(full.answer(), undefined);
  q.ask(b, 'recv', 1);
  assert.equal(full.answer(), true);
  send(a, p, large);
  const again = p.ask(a, 'send', PIPE_BYTES);
  b.dispose();
  assert.equal(again.answer(), BROKEN);
});

it('the hub hears of one end first: what is sent meanwhile is there for the other', () => {
  const services = fakeServices();
  const p = fakePeer('p');
  const a = pipeEndState(services, 1, 2);
  send(a, p, 'early');
  const b = pipeEndState(services, 2, 1);
  assert.equal(received(p.ask(b, 'recv', 1).answer()), 'early');
  assert.equal(a, pipeEndState(services, 1, 2));
  assert.throws(() => pipeEndState(services, 3, 2), /no end of a pipe/);
  assert.throws(() => pipeEndState(services, 4, 4), /no end of a pipe/);
});

it('each message is received once, in order, whatever becomes of the receivers', () =>
  forSeeds(30, (chance) => {
    const { a, b } = newPipe();
    const sender = fakePeer('sender');
    let receivers = [fakePeer('p'), fakePeer('q')];
    const asked: { who: FakePeer; answer(): unknown }[] = [];
    let sent = 0;
    for (let step = 0; step < 200; step++) {
      const who = chance.of(receivers);
      if (chance.below(2) === 0) send(a, sender, String(sent++));
      else if (chance.below(4) > 0) asked.push({ who, answer: who.ask(b, 'recv', 1).answer });
      else {
        for (const call of Array.from(who.peer.calls.values())) call.cancel();
        b.left(who.peer);
        receivers = [...receivers.filter((other) => other !== who), fakePeer('another')];
      }
      staysWithHub(a, sender);
      for (const receiver of receivers) staysWithHub(b, receiver);
    }
    const last = fakePeer('last');
    const rest = Array.from({ length: sent }, () => last.ask(b, 'recv', 1));
    a.dispose();
    const answers = [...asked, ...rest].map(({ answer }) => received(answer()));
    const messages = answers.filter((answer) => /^\d+$/.test(answer)).map(Number);
    assert.deepEqual(
      messages.sort((x, y) => x - y),
      Array.from({ length: sent }, (_, i) => i),
    );
  }));

/** @returns Two processes that have come to be linked, each at its end. */
function linked({ a, b }: Pipe): readonly [p: FakePeer, q: FakePeer] {
  const [p, q] = [fakePeer('p'), fakePeer('q')];
  for (let i = 0; i < 40; i++) {
    send(a, p, 'word');
    q.ask(b, 'recv', 1);
    send(b, q, 'answer');
    p.ask(a, 'recv', 1);
  }
  assert.deepEqual([...notes(p), ...notes(q)], ['listen']);
  a.note(p.peer, 'listening', ['there']);
  for (const [end, { peer }] of [[a, p] as const, [b, q] as const]) end.note(peer, 'switched', []);
  return [p, q];
}

const notes = ({ sent }: FakePeer): string[] =>
  sent.filter(({ op }) => op === Op.note).map(({ payload }) => (JSON.parse(payload.toString()) as [string])[0]);

it('a link is cut when neither side hands out anything more, and then others come', () => {
  const pipe = newPipe();
  const { a, b } = pipe;
  const [p, q] = linked(pipe);
  a.note(p.peer, 'leaving', []);
  assert.deepEqual([notes(p).at(-1), notes(q).at(-1)], ['listen', 'unlink']);
  send(a, p, 'behind what is under way');
  b.note(q.peer, 'leaving', []);
  assert.deepEqual([notes(p).at(-1), notes(q).at(-1)], ['cut', 'cut']);
  const waiting = fakePeer('third').ask(b, 'recv', 1);
  a.note(p.peer, 'unlinked', []);
  assert.equal(waiting.answer(), undefined);
  b.note(q.peer, 'unlinked', []);
  assert.equal(notes(p).filter((note) => note === 'cut').length, 1);
});

it('it is cut as well when the other is gone, or has gone back at once', () => {
  for (const goes of [
    ({ b }: Pipe, { peer }: FakePeer) => b.left(Object.assign(peer, { ended: true })),
    ({ b }: Pipe, { peer }: FakePeer) => b.note(peer, 'unlinked', []),
  ]) {
    const pipe = newPipe();
    const [p, q] = linked(pipe);
    goes(pipe, q);
    assert.equal(notes(p).at(-1), 'unlink');
    pipe.a.note(p.peer, 'leaving', []);
    assert.equal(notes(p).at(-1), 'cut');
  }
});
