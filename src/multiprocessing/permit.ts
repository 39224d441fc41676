/** What this process has of a lock or a semaphore. */
import { throwIfAborted } from './signalOption.ts';
import { checkWaitOptions } from './waitOptions.ts';
import { AssertionError } from './errors.ts';
import { Lease } from './lease.ts';
import type { WaitOptions } from './sharedHandle.ts';

/** What the hub is asked, and told. */
export interface PermitCalls {
  /** @returns false when there was none in time. */
  acquire(
    method: 'acquire' | 'tryAcquire',
    options: WaitOptions,
    taker: { readonly received: (answer: unknown) => boolean },
  ): Promise<unknown>;
  /** Gives back what another process has taken. */
  releaseOthers(): Promise<unknown>;
  /** How many can be taken. */
  value(): Promise<number>;
  release(count: number): Promise<void>;
  keep(): void;
}

export interface PermitRules {
  /** How many can be taken as long as nobody has one. */
  readonly start: number;
  /** Whether a release may be one too many. */
  readonly bounded: boolean;
}

const TRUE = Promise.resolve(true);
const DONE = Promise.resolve();
const NO_OPTIONS: WaitOptions = {};

/**
 * Those in use stay, since only through them they are given back. A semaphore without a bound may as well be lowered for
 * good.
 */
const inUse = new Set<Permit>();

export class Permit {
  readonly #calls: PermitCalls;
  readonly #rules: PermitRules;
  readonly #lease: Lease;
  #held = 0;
  #waiting = 0;
  #value: number;
  readonly #taker = {
    received: (answer: unknown): boolean => {
      const [othersWait, value] = answer as [boolean, number];
      this.#lease.granted(othersWait);
      this.#value = value;
      this.taken();
      return true;
    },
  };

  /** @param value What is known of how many can be taken. */
  constructor(calls: PermitCalls, rules: PermitRules, value: number) {
    this.#calls = calls;
    this.#rules = rules;
    this.#value = value;
    this.#lease = new Lease({
      keep: () => calls.keep(),
      giveBack: () => void calls.release(1).catch(() => {}), // the hub is gone, and the lock with it
    });
  }

  /** Whether this process has it. */
  get isMine(): boolean {
    return this.#held > 0;
  }

  /** How often it has to be released here. */
  get depth(): number {
    return this.#held;
  }

  /** How many can be taken: as the hub last told, and by what this process has done since. */
  get knownValue(): number {
    return this.#value;
  }

  acquire(options: WaitOptions = NO_OPTIONS): Promise<boolean> {
    return options === NO_OPTIONS && this.takeHere() ? TRUE : this.#ask(options);
  }

  release(): Promise<void> {
    return this.#held > 0 || !this.#rules.bounded ? this.giveBack(1) : this.#releaseOthers();
  }

  /** @returns How often it was held, for `restore`. */
  async releaseFully(): Promise<number> {
    await this.release();
    return 1;
  }

  /** Takes it as often as it was held. */
  async restore(depth: number): Promise<void> {
    for (let left = depth; left > 0; left--) await this.acquire();
  }

  async askValue(): Promise<number> {
    this.#value = await this.#calls.value();
    return this.#value;
  }

  /** Another process has released what this one took. */
  relieved(): void {
    if (this.#lease.end()) return;
    this.#hold(-1);
    this.#value++;
  }

  /** Another process waits while this one may keep a permit that it does not use. */
  wanted(): void {
    this.#lease.wanted();
  }

  /** @returns Whether it could be had without asking the hub. */
  protected takeHere(): boolean {
    if (!this.#lease.take()) return false;
    this.#value--;
    this.taken();
    return true;
  }

  protected taken(): void {
    this.#hold(1);
  }

  protected giveBack(count: number): Promise<void> {
    const wasTakenHere = this.#held > 0;
    this.#hold(-Math.min(count, this.#held));
    this.#value++;
    if (!this.#lease.kept) {
      if (wasTakenHere && count === 1 && this.#waiting === 0 && this.#lease.keep()) return DONE;
      this.#lease.end();
    }
    return this.#calls.release(count);
  }

  async #ask(options: WaitOptions): Promise<boolean> {
    checkWaitOptions('acquire', options);
    const { block = true, timeout = null, signal } = options;
    throwIfAborted(signal);
    if (this.takeHere()) return true;
    const atOnce = !block || (timeout !== null && timeout <= 0);
    this.#lease.asked();
    this.#waiting++;
    try {
      const wait = atOnce ? { block: false, signal } : { timeout, signal };
      const acquired = await this.#calls.acquire(atOnce ? 'tryAcquire' : 'acquire', wait, this.#taker);
      if (acquired !== true) this.#value = 0;
      return acquired === true;
    } finally {
      this.#waiting--;
    }
  }

  async #releaseOthers(): Promise<void> {
    await this.#calls.releaseOthers();
    this.#value = this.#rules.start;
  }

  #hold(change: number): void {
    this.#held = Math.max(0, this.#held + change);
    if (this.#held === 0) inUse.delete(this);
    else if (this.#rules.bounded) inUse.add(this);
  }
}

/** Of an RLock: this process may take it again as often as it likes. */
export class RecursivePermit extends Permit {
  #depth = 0;

  override get isMine(): boolean {
    return this.#depth > 0;
  }

  override get depth(): number {
    return this.#depth;
  }

  override release(): Promise<void> {
    if (this.#depth === 0)
      return Promise.reject(new AssertionError('attempt to release recursive lock not owned by thread'));
    if (--this.#depth > 0) return DONE;
    return this.giveBack(super.depth);
  }

  override async releaseFully(): Promise<number> {
    const depth = this.#depth;
    this.#depth = 1;
    await this.release();
    return depth;
  }

  override async restore(depth: number): Promise<void> {
    await this.acquire();
    this.#depth += depth - 1;
  }

  protected override takeHere(): boolean {
    if (this.#depth === 0) return super.takeHere();
    this.#depth++;
    return true;
  }

  protected override taken(): void {
    super.taken();
    this.#depth++;
  }
}
