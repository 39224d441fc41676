/** Barriers and conditions in the hub, without processes. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { BarrierState } from '../../../src/multiprocessing/hub/barrierState.ts';
import { ConditionState } from '../../../src/multiprocessing/hub/conditionState.ts';
import { forSeeds } from '../../helpers/chance.ts';
import { fakePeer, fakeServices } from './fakePeer.ts';

const newBarrier = (parties: number): BarrierState => new BarrierState(fakeServices(), parties);
const BROKEN = 'BrokenBarrierError';

it('lets as many go as there are parties, each with its place, whoever they are', () => {
  forSeeds(50, (chance) => {
    const parties = 1 + chance.below(5);
    const barrier = newBarrier(parties);
    const peers = Array.from({ length: 3 }, (_, i) => fakePeer(`peer ${i}`));
    for (let round = 0; round < 20; round++) {
      const asked = Array.from({ length: parties - 1 }, () => chance.of(peers).ask(barrier, 'wait', false));
      assert.ok(asked.every(({ answer }) => answer() === undefined));
      asked.push(chance.of(peers).ask(barrier, 'wait', false));
      assert.deepEqual(
        asked.map(({ answer }) => answer()),
        asked.map((_, i) => i),
      );
    }
  });
});

it('has the last one run the action, and who comes meanwhile wait for the next round', () => {
  const barrier = newBarrier(2);
  const [one, two, three] = [fakePeer('one'), fakePeer('two'), fakePeer('three')];
  const first = one.ask(barrier, 'wait', true);
  const second = two.ask(barrier, 'wait', true);
  const { round } = second.answer() as { round: number };
  const early = three.ask(barrier, 'wait', true);
  assert.deepEqual([first.answer(), early.answer(), barrier.describe().depth], [undefined, undefined, 2]);
  const passed = two.ask(barrier, 'passed', round);
  assert.deepEqual([first.answer(), passed.answer(), early.answer(), barrier.describe().depth], [0, 1, undefined, 1]);
  assert.notEqual((one.ask(barrier, 'wait', true).answer() as { round: number }).round, round);
});

it('lets a round that is complete go, though one that came early has given up', () => {
  const barrier = newBarrier(2);
  const [one, two, three] = [fakePeer('one'), fakePeer('two'), fakePeer('three')];
  const first = one.ask(barrier, 'wait', true);
  const { round } = two.ask(barrier, 'wait', true).answer() as { round: number };
  const early = three.ask(barrier, 'wait', true);
  early.call.cancel();
  assert.equal(early.answer(), BROKEN);
  assert.equal(two.ask(barrier, 'passed', round).answer(), 1);
  assert.deepEqual([first.answer(), barrier.describe().flag], [0, true]);
});

it('does not let a round pass that was aborted or reset while the action ran', () => {
  for (const method of ['abort', 'reset']) {
    const barrier = newBarrier(2);
    const [one, two] = [fakePeer('one'), fakePeer('two')];
    const first = one.ask(barrier, 'wait', true);
    const { round } = two.ask(barrier, 'wait', true).answer() as { round: number };
    barrier.note(one.peer, method);
    assert.equal(first.answer(), BROKEN);
    assert.equal(two.ask(barrier, 'passed', round).answer(), BROKEN);
    assert.equal(barrier.describe().flag, method === 'abort');
  }
});

it('is broken by one that gives up, until it is reset', () => {
  const barrier = newBarrier(3);
  const one = fakePeer('one');
  const [first, second] = [one.ask(barrier, 'wait', false), one.ask(barrier, 'wait', false)];
  first.call.cancel();
  assert.deepEqual(
    [first.answer(), second.answer(), one.ask(barrier, 'wait', false).answer()],
    [BROKEN, BROKEN, BROKEN],
  );
  barrier.note(one.peer, 'reset');
  assert.equal(one.ask(barrier, 'wait', false).answer(), undefined);
});

it('wakes those that wait for a condition in the order of their coming, and keeps nothing', () => {
  const condition = new ConditionState(fakeServices());
  const one = fakePeer('one');
  condition.note(one.peer, 'notify', [5]);
  const waits = Array.from({ length: 5 }, () => one.ask(condition, 'wait'));
  const woken = (): unknown[] => waits.map(({ answer }) => answer());
  condition.note(one.peer, 'notify', [1]);
  assert.deepEqual(woken(), [true, undefined, undefined, undefined, undefined]);
  waits[1]?.call.cancel();
  condition.note(one.peer, 'notify', [2]);
  assert.deepEqual(woken(), [true, 'cancelled', true, true, undefined]);
  assert.equal(condition.describe().depth, 1);
  condition.note(one.peer, 'notify', [null]);
  assert.deepEqual(woken(), [true, 'cancelled', true, true, true]);
});
