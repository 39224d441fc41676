/** A Barrier in a manager's server: that of Python's `threading`. */
import { inspect } from 'node:util';
import { BrokenBarrierError, ValueError } from '../errors.ts';
import { described, type Described } from './described.ts';
import { currentCall, patience } from './serverCall.ts';
import { Waiting } from './waiting.ts';

/** Those who go on together. */
interface Round {
  readonly waiting: Waiting;
  isBroken: boolean;
  arrived: number;
}

export class BarrierObject implements Described {
  readonly #parties: number;
  readonly #action: (() => unknown) | null;
  readonly #timeout: number | null;
  #round = newRound();
  #isBroken = false;

  /** @param action Called here when all have come, before they go on. */
  constructor(parties: number, action: (() => unknown) | null = null, timeout: number | null = null) {
    if (!Number.isInteger(parties))
      throw new TypeError(`the parties of a Barrier must be a whole number, not ${inspect(parties)}`);
    if (parties < 1) throw new ValueError('parties must be > 0');
    this.#parties = parties;
    this.#action = action;
    this.#timeout = timeout;
  }

  /** @returns The place in the order of coming, from 0. @throws BrokenBarrierError */
  async wait(timeout: number | null = null): Promise<number> {
    const call = currentCall();
    const seconds = patience({ timeout: timeout ?? this.#timeout });
    if (this.#isBroken) throw new BrokenBarrierError();
    const round = this.#round;
    const place = round.arrived++;
    if (round.arrived === this.#parties) await this.#pass(round);
    else await this.#untilPassed(round, () => round.waiting.wait(call, seconds));
    return place;
  }

  /** Those who wait get a BrokenBarrierError; it can be used again. */
  reset(): void {
    this.#break(this.#round);
    this.#round = newRound();
    this.#isBroken = false;
  }

  /** Those who wait, or come to wait, get a BrokenBarrierError. */
  abort(): void {
    this.#isBroken = true;
    this.#break(this.#round);
  }

  parties(): number {
    return this.#parties;
  }

  nWaiting(): number {
    return this.#round.waiting.size;
  }

  broken(): boolean {
    return this.#isBroken;
  }

  [described]() {
    const waiters = this.#round.waiting.processes();
    return { depth: waiters.length, limit: this.#parties, flag: this.#isBroken, waiters };
  }

  async #pass(round: Round): Promise<void> {
    try {
      await this.#action?.();
    } catch (error) {
      this.abort();
      throw error;
    }
    if (round.isBroken) throw new BrokenBarrierError();
    if (this.#round === round) this.#round = newRound();
    round.waiting.wakeAll();
  }

  /** One that is late, or gives up, or is gone, would be waited for in vain. */
  async #untilPassed(round: Round, wait: () => Promise<boolean>): Promise<void> {
    let isWoken = false;
    try {
      isWoken = await wait();
    } finally {
      if (!isWoken && this.#round === round) this.abort();
    }
    if (!isWoken || round.isBroken) throw new BrokenBarrierError();
  }

  #break(round: Round): void {
    round.isBroken = true;
    round.waiting.wakeAll();
  }
}

function newRound(): Round {
  return { waiting: new Waiting(), isBroken: false, arrived: 0 };
}
