/**
 * This process's use of a Value or an Array. A single operation asks the hub. In a long run of them, each right after the
 * other, the hub lends the numbers: the operations are done here then, the changes leave together every 50 µs, and
 * before anything else that this process says. When the turn of the event loop ends, or after 3 ms, the numbers go back.
 *
 * A turn that goes on computing after such a run keeps them so long, and others wait: what a loan is for cannot be told
 * beforehand. Where it has happened, nothing is borrowed for a second, and for twice as long each time it happens again.
 */
import { hub } from './hubClient/hubClient.ts';
import { Op } from './hubWire/frames.ts';
import { ANSWER_HEAD_BYTES, changes, LENT_ELEMENTS } from './hubWire/numbersFrames.ts';
import { Streak } from './streak.ts';
import { Numbers, numberText, numbersOf, type AnyNumber } from './numbers.ts';
import type { Typecode } from './typecodes.ts';
import { sharedClock } from './hubWire/sharedClock.ts';

export type Operation = 'get' | 'set' | 'add';
/** Asks the hub; `received` takes the answer when it comes. */
export type Ask = (
  method: string,
  args: readonly unknown[],
  received: (answer: unknown) => unknown,
) => Promise<unknown>;

/** So many operations without a pause are a run. */
const RUN = 8;
/** As in lease.ts. */
const PAUSE_MS = 0.5;
const GATHER_MS = 0.05;
const LOAN_MS = 3;
/** Whoever keeps a loan for so long has computed meanwhile. */
const LATE_MS = 6;
const FIRST_PENALTY_MS = 1_000;

export class NumbersUser {
  readonly #object: number;
  readonly #typecode: Typecode;
  readonly #ask: Ask;
  readonly #local: Numbers;
  /** 0: nothing is lent. */
  #generation = 0;
  #first = 0;
  #end = 0;
  #lentAt = 0;
  #changedFrom = Infinity;
  #changedTo = 0;
  #lastLeft = 0;
  #asked = 0;
  readonly #streak = new Streak(PAUSE_MS);
  #borrowAgainAt = 0;
  #penalty = FIRST_PENALTY_MS;

  constructor(object: number, typecode: Typecode, length: number, ask: Ask) {
    this.#object = object;
    this.#typecode = typecode;
    this.#ask = ask;
    this.#local = new Numbers(typecode, Math.min(length, LENT_ELEMENTS));
  }

  /** @returns The number as it is then. */
  operate(operation: Operation, index: number, operand: AnyNumber = 0): Promise<AnyNumber> {
    const now = sharedClock();
    if (this.#generation > 0) {
      if (index >= this.#first && index < this.#end && now < this.#lentAt + LOAN_MS && !hub.congested)
        return Promise.resolve(this.#operateHere(operation, index - this.#first, operand, now));
      this.giveBack();
    }
    this.#streak.begins(now);
    const wanted = this.#asked === 0 && this.#streak.length >= RUN && now > this.#borrowAgainAt;
    const args = [index, numberText(operand), wanted];
    return this.#call(operation, args, (bytes) => this.#answered(bytes)) as Promise<AnyNumber>;
  }

  async slice(start: number, end: number): Promise<AnyNumber[]> {
    this.giveBack();
    return (await this.#call('slice', [start, end], (bytes) =>
      numbersOf(this.#typecode, bytes).values(),
    )) as AnyNumber[];
  }

  async setSlice(start: number, values: readonly AnyNumber[]): Promise<void> {
    this.giveBack();
    await this.#call('setSlice', [start, values.map(numberText)], () => null);
  }

  /** Ends the loan, if there is one. */
  giveBack(): void {
    if (this.#generation === 0) return;
    const now = sharedClock();
    if (now > this.#lentAt + LATE_MS) {
      this.#borrowAgainAt = now + this.#penalty;
      this.#penalty *= 2;
    }
    this.#leave(true);
    hub.flush();
  }

  /** The hub is gone. */
  forget(): void {
    this.#generation = 0;
    this.#unchanged();
  }

  async #call(method: string, args: readonly unknown[], received: (answer: Buffer) => unknown): Promise<unknown> {
    this.#asked++;
    try {
      return await this.#ask(method, args, (answer) => received(answer as Buffer));
    } finally {
      this.#asked--;
    }
  }

  #answered(payload: Buffer): AnyNumber {
    this.#streak.ends(sharedClock());
    const { itemsize } = this.#local;
    const lent = payload.subarray(ANSWER_HEAD_BYTES + itemsize);
    const generation = payload.readUInt32LE(0);
    if (generation > 0) this.#borrow(generation, payload.readUInt32LE(4), lent);
    return numbersOf(this.#typecode, payload.subarray(ANSWER_HEAD_BYTES, ANSWER_HEAD_BYTES + itemsize)).get(0);
  }

  #borrow(generation: number, first: number, lent: Buffer): void {
    this.#generation = generation;
    this.#first = first;
    this.#end = first + lent.length / this.#local.itemsize;
    this.#lentAt = this.#lastLeft = sharedClock();
    this.#local.load(0, lent);
    if (this.#asked > 1) return this.giveBack(); // others have been asked for that change them there
    queueMicrotask(() => process.nextTick(() => this.giveBack())); // when all microtasks have run
  }

  #operateHere(operation: Operation, index: number, operand: AnyNumber, now: number): AnyNumber {
    if (operation !== 'get') {
      if (operation === 'add') this.#local.add(index, operand);
      else this.#local.set(index, operand);
      this.#changed(index);
      if (now - this.#lastLeft > GATHER_MS) {
        this.#lastLeft = now;
        this.#leaveNow();
        hub.flush();
      }
    }
    return this.#local.get(index);
  }

  #changed(index: number): void {
    if (this.#changedTo === 0) hub.gathered(this.#leaveNow);
    this.#changedFrom = Math.min(this.#changedFrom, index);
    this.#changedTo = Math.max(this.#changedTo, index + 1);
  }

  #unchanged(): void {
    hub.ungathered(this.#leaveNow);
    this.#changedFrom = Infinity;
    this.#changedTo = 0;
  }

  readonly #leaveNow = (): void => {
    if (this.#changedTo > 0) this.#leave(false);
  };

  #leave(returned: boolean): void {
    const first = Math.min(this.#changedFrom, this.#changedTo);
    const elements = this.#local.bytes(first, this.#changedTo);
    const payload = changes(returned, this.#generation, this.#first + first, elements);
    this.#unchanged(); // before it is sent, which asks for it
    if (returned) this.#generation = 0;
    hub.send(Op.data, this.#object, 0, payload);
  }
}
