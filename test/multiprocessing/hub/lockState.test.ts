/** Locks and semaphores in the hub, without processes. */
import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { it } from 'node:test';
import type { HubServices } from '../../../src/multiprocessing/hub/hubObject.ts';
import { LockState } from '../../../src/multiprocessing/hub/lockState.ts';
import type { Permits } from '../../../src/multiprocessing/hub/permits.ts';
import { RecursivePermit } from '../../../src/multiprocessing/hub/recursivePermit.ts';
import { SemaphorePermits } from '../../../src/multiprocessing/hub/semaphorePermits.ts';
import { forSeeds, type Chance } from '../../helpers/chance.ts';
import { fakePeer, fakeServices, type FakePeer } from './fakePeer.ts';

const LOCK = { counts: false, tellsHolders: true };
const SEMAPHORE = { counts: true, tellsHolders: false };

function newState(permits: Permits = new SemaphorePermits(1, 1), services: Partial<HubServices> = {}): LockState {
  return new LockState({ ...fakeServices(), ...services }, 1, 'door', permits, permits.limit === 1 ? LOCK : SEMAPHORE);
}

/** What the answers to `acquire` say of them. */
const isGranted = (answer: unknown): boolean => Array.isArray(answer);

/** A waiting call, or a permit that a process has. */
interface Use {
  readonly who: FakePeer;
  answer(): unknown;
  cancel(): void;
}

/** Asks, gives back and gives up at random, and checks after each step that the first who waited were served. */
function useAtRandom(chance: Chance, value: number): void {
  const state = newState(new SemaphorePermits(value, value === 1 ? 1 : null));
  const peers = Array.from({ length: 4 }, (_, i) => fakePeer(`peer ${i}`));
  let waiting: Use[] = [];
  const held: Use[] = [];
  for (let step = 0; step < 200; step++) {
    const action = chance.below(5);
    if (action < 2) {
      const who = chance.of(peers);
      const { call, answer } = who.ask(state, 'acquire');
      waiting.push({ who, answer, cancel: () => call.cancel() });
    } else if (action < 4 && held.length > 0) {
      const [use] = held.splice(chance.below(held.length), 1) as [Use];
      state.note(use.who.peer, 'release', [1]);
    } else if (waiting.length > 0) {
      const use = chance.of(waiting);
      use.cancel();
      assert.equal(use.answer(), 'cancelled');
      waiting = waiting.filter((each) => each !== use);
    }
    while (waiting[0] !== undefined && isGranted(waiting[0].answer())) held.push(waiting.shift() as Use);
    assert.ok(
      waiting.every(({ answer }) => answer() === undefined),
      'one was served before another that came first',
    );
    assert.ok(held.length <= value, `${held.length} have one of ${value}`);
    assert.ok(waiting.length === 0 || held.length === value, 'one waits though there is a free one');
  }
}

it('gives a lock to one at a time, in the order of their coming', () => {
  forSeeds(100, (chance) => useAtRandom(chance, 1));
});

it('gives a semaphore to as many as its value, in the order of their coming', () => {
  forSeeds(100, (chance) => useAtRandom(chance, 1 + chance.below(4)));
});

it('gives an RLock to one process, as often as it likes, and then to the next', () => {
  forSeeds(100, (chance) => {
    const state = newState(new RecursivePermit());
    const peers = Array.from({ length: 3 }, (_, i) => fakePeer(`peer ${i}`));
    let calls: Use[] = [];
    let owner: FakePeer | null = null;
    for (let step = 0; step < 100; step++) {
      const who = chance.of(peers);
      if (chance.oneIn(2)) {
        const { call, answer } = who.ask(state, 'acquire');
        calls.push({ who, answer, cancel: () => call.cancel() });
      } else if (owner !== null) {
        const own: Use = calls.find((call) => call.who === owner) as Use;
        calls = calls.filter((call) => call !== own);
        state.note(owner.peer, 'release', [1]);
      }
      owner = calls.find(({ answer }) => isGranted(answer()))?.who ?? null;
      assert.equal(calls.length > 0, owner !== null);
      for (const call of calls) assert.equal(isGranted(call.answer()), call.who === owner);
    }
  });
});

it('tells the one that gets it whether others wait, and how many are left', () => {
  const state = newState(new SemaphorePermits(2, null));
  const [one, two] = [fakePeer('one'), fakePeer('two')];
  assert.deepEqual(one.ask(state, 'acquire').answer(), [false, 1]);
  assert.deepEqual(two.ask(state, 'acquire').answer(), [false, 0]);
  const waiting = [one.ask(state, 'acquire'), two.ask(state, 'acquire')];
  state.note(one.peer, 'release', [1]);
  state.note(one.peer, 'release', [1]);
  assert.deepEqual(
    waiting.map((each) => each.answer()),
    [
      [true, 0],
      [false, 0],
    ],
  );
});

it('refuses at once who does not want to wait, after what others have sent has been read', async () => {
  const state = newState();
  const [one, two] = [fakePeer('one'), fakePeer('two')];
  one.ask(state, 'acquire');
  const refused = two.ask(state, 'tryAcquire');
  await nextTurn();
  await nextTurn();
  assert.equal(refused.answer(), 'cancelled');
  const inTime = two.ask(state, 'tryAcquire');
  state.note(one.peer, 'release', [1]); // was in its socket
  assert.ok(isGranted(inTime.answer()));
});

it('waits for who keeps a permit between two uses, before it refuses anybody', async () => {
  for (;;) {
    const state = newState();
    const [one, two] = [fakePeer('one'), fakePeer('two')];
    one.ask(state, 'acquire');
    const keptAt = performance.now();
    state.note(one.peer, 'keep', []);
    const asked = two.ask(state, 'tryAcquire');
    const value = two.ask(state, 'value');
    for (let i = 0; i < 3; i++) await nextTurn();
    const before = [asked.answer(), value.answer()];
    state.note(one.peer, 'release', [1]);
    const after = asked.answer();
    if (performance.now() - keptAt > 4) continue; // this process was kept waiting itself, which proves nothing
    assert.deepEqual([before, isGranted(after)], [[undefined, undefined], true]);
    while (value.answer() === undefined) await nextTurn();
    assert.equal(value.answer(), 0);
    return;
  }
});

it('takes who keeps a permit for long to have it', async () => {
  const state = newState();
  const [one, two] = [fakePeer('one'), fakePeer('two')];
  one.ask(state, 'acquire');
  state.note(one.peer, 'keep', []);
  const asked = two.ask(state, 'tryAcquire');
  while (asked.answer() === undefined) await nextTurn();
  assert.equal(asked.answer(), 'cancelled');
});

it('lets any process release a lock; who had it is told, and cannot release what is not its own any more', async () => {
  const state = newState();
  const [one, two, three] = [fakePeer('one'), fakePeer('two'), fakePeer('three')];
  one.ask(state, 'acquire');
  const waiting = three.ask(state, 'acquire');
  assert.equal(two.ask(state, 'release').answer(), null);
  assert.ok(isGranted(waiting.answer()));
  assert.equal(String(one.sent.at(-1)?.payload), '["released"]');
  state.note(one.peer, 'release', [1]); // had been sent before
  const other = one.ask(state, 'tryAcquire');
  while (other.answer() === undefined) await nextTurn();
  assert.equal(other.answer(), 'cancelled');
  state.note(three.peer, 'release', [1]);
  const tooMany = two.ask(state, 'release');
  while (tooMany.answer() === undefined) await nextTurn();
  assert.equal(tooMany.answer(), 'ValueError');
});

it('gives the lock of a process that has ended to the next, after a warning', async () => {
  const events: string[] = [];
  const state = newState(undefined, {
    exitcodeOf: () => Promise.resolve(-9),
    warn: (peer, message) => events.push(`${peer.hello.name}: ${message}`),
    refer: () => events.push('refer'),
    unrefer: () => events.push('unrefer'),
  });
  const [one, two] = [fakePeer('one'), fakePeer('two')];
  one.ask(state, 'acquire');
  const waiting = two.ask(state, 'acquire');
  one.peer.ended = true;
  state.left(one.peer);
  assert.equal(waiting.answer(), undefined);
  await nextTurn();
  assert.ok(isGranted(waiting.answer()));
  assert.deepEqual(events, [
    'refer',
    'unrefer',
    'two: door was held by one (pid 1), which has ended with exit code -9; it is yours now, and what it protects may be half done',
  ]);
  const { holder, lostBy } = state.describe();
  assert.deepEqual([holder?.name, lostBy], ['two', { id: 'one', name: 'one' }]);
});

it('gives back what an ended process had of a semaphore, but not what raised it above its start', async () => {
  const state = newState(new SemaphorePermits(2, null));
  const [one, two] = [fakePeer('one'), fakePeer('two')];
  for (let i = 0; i < 3; i++) state.note(two.peer, 'release', [1]);
  for (let i = 0; i < 5; i++) one.ask(state, 'acquire');
  one.peer.ended = true;
  state.left(one.peer);
  await nextTurn();
  assert.equal(state.describe().depth, 2);
});

it('knows of nothing that a process had which has let go of it', async () => {
  const state = newState(new SemaphorePermits(1, null));
  const one = fakePeer('one');
  one.ask(state, 'acquire');
  state.left(one.peer);
  await nextTurn();
  assert.deepEqual(state.describe(), {
    depth: 0,
    limit: null,
    unfinished: null,
    flag: null,
    holder: null,
    waiters: [],
  });
});

it('shows who has it and who waits', () => {
  const state = newState();
  const [one, two] = [fakePeer('one'), fakePeer('two')];
  one.ask(state, 'acquire');
  two.ask(state, 'acquire');
  const { holder, waiters, depth } = state.describe();
  assert.deepEqual([holder, waiters, depth], [{ id: 'one', name: 'one' }, [{ id: 'two', name: 'two' }], null]);
});
