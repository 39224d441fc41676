/** Numbers in the hub, lent to one process at a time, at random. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { Numbers } from '../../../src/multiprocessing/numbers.ts';
import { ANSWER_HEAD_BYTES, changes } from '../../../src/multiprocessing/hubWire/numbersFrames.ts';
import { NumbersState } from '../../../src/multiprocessing/hub/numbersState.ts';
import { forSeeds } from '../../helpers/chance.ts';
import { fakePeer, fakeServices, type FakePeer } from './fakePeer.ts';

const LENGTH = 3;

it('no addition is lost and no result comes twice, whoever borrows and leaves', () => {
  forSeeds(200, (chance) => {
    const state = new NumbersState(fakeServices(), 'i', LENGTH, null);
    let users = [new User(state), new User(state)];
    const all = [...users];
    for (let step = 0; step < 150; step++) {
      const user = chance.of(users);
      const kind = chance.below(12);
      if (kind < 8) user.add(chance.below(LENGTH), chance.oneIn(2));
      else if (kind < 9) user.tell(false);
      else if (kind < 11) user.tell(true);
      else {
        user.leave();
        users = [...users.filter((other) => other !== user), new User(state)];
        all.push(users.at(-1) as User);
      }
      for (const other of users) other.hear();
    }
    for (const user of users) user.leave();
    for (let index = 0; index < LENGTH; index++) {
      const results = all.flatMap((user) => user.results.filter((result) => result.index === index));
      const { answer } = fakePeer('last').ask(state, 'get', index, 0, false);
      assert.equal((answer() as Buffer).readInt32LE(ANSWER_HEAD_BYTES), results.length);
      assert.equal(new Set(results.map(({ value }) => value)).size, results.length);
    }
  });
});

it('those who wait for what is lent are served in the order of their coming', () => {
  const state = new NumbersState(fakeServices(), 'i', LENGTH, null);
  const borrower = new User(state);
  borrower.add(0, true);
  const waiting = Array.from({ length: 3 }, (_, i) => fakePeer(`waiting ${i}`).ask(state, 'add', 0, 1, true));
  assert.deepEqual(waiting.map(({ answer }) => answer()), [undefined, undefined, undefined]); // prettier-ignore
  borrower.tell(true);
  const values = waiting.map(({ answer }) => (answer() as Buffer | undefined)?.readInt32LE(ANSWER_HEAD_BYTES));
  assert.deepEqual(values, [2, 3, 4]);
});

it('what a process changes that has been lent nothing counts for nothing', () => {
  const state = new NumbersState(fakeServices(), 'i', LENGTH, null);
  const [borrower, other] = [new User(state), fakePeer('other')];
  borrower.add(0, true);
  state.data(other.peer, changes(true, 1, 0, Buffer.from([9, 0, 0, 0])));
  borrower.tell(true);
  state.data(other.peer, changes(true, 1, 0, Buffer.from([9, 0, 0, 0])));
  assert.equal((other.ask(state, 'get', 0, 0, false).answer() as Buffer).readInt32LE(ANSWER_HEAD_BYTES), 1);
});

/** A process's side of the protocol: it adds one here and there. */
class User {
  readonly #process: FakePeer = fakePeer('user');
  readonly #state: NumbersState;
  readonly #local = new Numbers('i', LENGTH);
  readonly results: { readonly index: number; readonly value: number }[] = [];
  #untold: { readonly index: number; readonly value: number }[] = [];
  #asked: { readonly index: number; readonly call: ReturnType<FakePeer['ask']> } | null = null;
  #generation = 0;

  constructor(state: NumbersState) {
    this.#state = state;
  }

  add(index: number, wanted: boolean): void {
    if (this.#generation > 0) {
      this.#local.add(index, 1);
      this.#untold.push({ index, value: Number(this.#local.get(index)) });
    } else if (this.#asked === null) {
      this.#asked = { index, call: this.#process.ask(this.#state, 'add', index, 1, wanted) };
      this.hear();
    }
  }

  hear(): void {
    const answer = this.#asked?.call.answer() as Buffer | undefined;
    if (answer === undefined || this.#asked === null) return;
    this.results.push({ index: this.#asked.index, value: answer.readInt32LE(ANSWER_HEAD_BYTES) });
    this.#asked = null;
    this.#generation = answer.readUInt32LE(0);
    if (this.#generation > 0) this.#local.load(0, answer.subarray(ANSWER_HEAD_BYTES + 4));
  }

  tell(returned: boolean): void {
    if (this.#generation === 0) return;
    this.#state.data(this.#process.peer, changes(returned, this.#generation, 0, this.#local.bytes()));
    this.results.push(...this.#untold);
    this.#untold = [];
    if (returned) this.#generation = 0;
  }

  /** What it has not told is as if it had not been. */
  leave(): void {
    this.hear();
    this.#process.peer.ended = true;
    this.#asked?.call.call.cancel();
    this.#state.left(this.#process.peer);
  }
}
