import { inspect } from 'node:util';
import { BrokenBarrierError, ValueError } from './errors.ts';
import { asHandle, type HandleContent } from './handles.ts';
import type { RunAction } from './hub/barrierState.ts';
import { dumps, loads } from './reduction.ts';
import type { ObjectOptions } from './objectOptions.ts';
import { registerShared, Restored, SharedHandle } from './sharedHandle.ts';
import { NO_SIGNAL, signalOf, type SignalOption } from './signalOption.ts';
import { checkTimeout } from './timeouts.ts';

export type BarrierAction = () => unknown;

/**
 * Where processes wait until so many have come, and go on together.
 *
 * One that ends while it waits breaks the barrier, so that the others do not wait for it for ever.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Barrier
 */
export class Barrier extends SharedHandle {
  readonly #parties: number;
  readonly #timeout: number | null;
  /** As text in a process that it was sent to, until it is needed: its module may have to be imported. */
  #action: BarrierAction | string | null;
  #waiting = 0;
  #broken = false;

  /**
   * @param parties How many have to come.
   * @param action Called by one of them when all are there, before they go on. To be sent with the barrier, it must be a
   * function at the top level of a module.
   * @param timeout The default for `wait`, in seconds; null: none.
   */
  constructor(parties: number, action?: BarrierAction | null, timeout?: number | null, options?: ObjectOptions);
  /** @internal */
  constructor(restored: Restored);
  constructor(
    parties: number | Restored,
    action: BarrierAction | null = null,
    timeout: number | null = null,
    options: ObjectOptions = {},
  ) {
    const isRestored = parties instanceof Restored;
    if (!isRestored) check(parties, action, timeout);
    super('Barrier', isRestored ? parties : [parties], isRestored ? {} : options);
    const state = isRestored ? parties.content.slice(3) : [parties, timeout, action];
    [this.#parties, this.#timeout, this.#action] = state as [number, number | null, BarrierAction | string | null];
  }

  /** How many have to come. */
  get parties(): number {
    return this.#parties;
  }

  /**
   * Waits until all have come.
   * @param timeout In seconds; default: the barrier's.
   * @returns The place in the order of coming, from 0: each once.
   * @throws BrokenBarrierError when the barrier is broken, or is by then: by a timeout, by `abort`, by the end of a
   * process that waited; or when it is reset. What the action throws, where it was called.
   */
  async wait(timeout: number | null = null, options: SignalOption = NO_SIGNAL): Promise<number> {
    const signal = signalOf('wait', options);
    this.#waiting++;
    try {
      const args = [this.#action !== null];
      const answer = await this.askWithin('wait', args, { timeout: timeout ?? this.#timeout, signal }, tooLate);
      const place = typeof answer === 'number' ? answer : await this.#act(answer as RunAction);
      this.#broken = false;
      return place;
    } catch (error) {
      this.#broken ||= error instanceof BrokenBarrierError;
      throw error instanceof BrokenBarrierError && signal?.aborted === true ? signal.reason : error;
    } finally {
      this.#waiting = Math.max(0, this.#waiting - 1);
    }
  }

  /** Makes the barrier usable again; those who wait get a BrokenBarrierError. */
  async reset(): Promise<void> {
    this.#broken = false;
    await this.tell('reset');
  }

  /** Breaks the barrier: who waits, or comes to wait, gets a BrokenBarrierError, until it is reset. */
  async abort(): Promise<void> {
    this.#broken = true;
    await this.tell('abort');
  }

  /** How many wait. */
  async nWaiting(): Promise<number> {
    this.#waiting = Number(await this.ask('waiting'));
    return this.#waiting;
  }

  async broken(): Promise<boolean> {
    this.#broken = (await this.ask('broken')) === true;
    return this.#broken;
  }

  /** As far as this process knows: by its own waiting, and what it has asked. */
  override toString(): string {
    const state = this.#broken ? 'broken' : `waiters=${this.#waiting}/${this.#parties}`;
    return `<${this.constructor.name} at 0x${this.objectId.toString(16)}: ${state}>`;
  }

  /** @internal */
  override [asHandle](): HandleContent {
    const [kind, id, name] = super[asHandle]();
    const action = typeof this.#action === 'function' ? dumps(this.#action, 'the action of a Barrier') : this.#action;
    return [kind, id, name, this.#parties, this.#timeout, action];
  }

  async #act({ round }: RunAction): Promise<number> {
    try {
      const action = typeof this.#action === 'string' ? ((await loads(this.#action)) as BarrierAction) : this.#action;
      this.#action = action;
      await action?.();
    } catch (error) {
      await this.abort();
      throw error;
    }
    return (await this.ask('passed', round)) as number;
  }
}

/** A wait that is given up breaks the barrier. */
function tooLate(): never {
  throw new BrokenBarrierError();
}

function check(parties: unknown, action: unknown, timeout: number | null): void {
  if (typeof parties !== 'number' || !Number.isInteger(parties))
    throw new TypeError(`the parties of a Barrier must be a whole number, not ${inspect(parties)}`);
  if (parties < 1) throw new ValueError('parties must be > 0');
  if (action !== null && typeof action !== 'function')
    throw new TypeError(`the action of a Barrier must be a function, not ${inspect(action)}`);
  checkTimeout(timeout);
}

registerShared('Barrier', Barrier);
