/** How long the hub's thread stays awake, with a clock and an event loop of the test's own. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Attention } from '../../../src/multiprocessing/hub/attention.ts';

const [ping, pong] = [{}, {}];

function newAttention() {
  let now = 0;
  let turn: (() => void) | null = null;
  const attention = new Attention(
    () => now,
    (then) => {
      assert.equal(turn, null, 'it looks once in a turn');
      turn = then;
    },
  );
  return {
    isAwake: () => turn !== null,
    /** Time passes, in which the event loop turns as long as it is kept awake. */
    pass(ms: number): void {
      for (const end = now + ms; now < end; now += 0.01) {
        const next = turn;
        turn = null;
        next?.();
      }
    },
    converse(calls: number, pause = 0.05): void {
      for (let call = 0; call < calls; call++) {
        attention.heard(call % 2 === 0 ? ping : pong);
        this.pass(pause);
      }
    },
    heard: (caller: object) => attention.heard(caller),
  };
}

it('stays awake between the calls of a conversation, and for a moment after it', () => {
  const hub = newAttention();
  hub.converse(10);
  assert.ok(!hub.isAwake(), 'a few calls are none yet');
  hub.converse(10);
  assert.ok(hub.isAwake());
  hub.converse(1000);
  assert.ok(hub.isAwake());
  hub.pass(0.2);
  assert.ok(!hub.isAwake());
});

it('sleeps between calls with pauses', () => {
  const hub = newAttention();
  hub.converse(100, 1);
  assert.ok(!hub.isAwake());
});

it('sleeps while one process alone calls, whose items are to gather', () => {
  const hub = newAttention();
  for (let call = 0; call < 100; call++) {
    hub.heard(ping);
    hub.pass(0.02);
    assert.ok(!hub.isAwake());
  }
});

it('gives up when it has stayed awake in vain, until there is a conversation again', () => {
  const hub = newAttention();
  hub.converse(17, 0.05);
  hub.converse(8, 0.15); // each comes when it has just gone to sleep
  hub.heard(ping);
  assert.ok(!hub.isAwake());
  hub.converse(20);
  assert.ok(hub.isAwake());
});
