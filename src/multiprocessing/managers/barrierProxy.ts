import { NO_SIGNAL, signalOf, type SignalOption } from '../signalOption.ts';
import { checkTimeout } from '../timeouts.ts';
import { BaseProxy, proxyState, registerProxy } from './baseProxy.ts';

/**
 * Where processes wait until so many have come: Python's `threading.Barrier` in a manager's server. One that ends while it
 * waits breaks it.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.managers.SyncManager.Barrier
 */
export class BarrierProxy extends BaseProxy {
  /** How many have to come. */
  get parties(): number {
    return this[proxyState] ?? 0;
  }

  /**
   * Waits until all have come.
   * @param timeout In seconds; default: the barrier's.
   * @returns The place in the order of coming, from 0: each once.
   * @throws BrokenBarrierError when the barrier is broken, or is by then, or is reset; what its action throws.
   */
  async wait(timeout: number | null = null, options: SignalOption = NO_SIGNAL): Promise<number> {
    checkTimeout(timeout);
    const signal = signalOf('wait', options);
    return (await this._callmethod('wait', [timeout], { signal, waits: true })) as number;
  }

  /** Makes the barrier usable again; those who wait get a BrokenBarrierError. */
  async reset(): Promise<void> {
    await this._callmethod('reset');
  }

  /** Breaks the barrier: who waits, or comes to wait, gets a BrokenBarrierError, until it is reset. */
  async abort(): Promise<void> {
    await this._callmethod('abort');
  }

  /** How many wait. */
  async nWaiting(): Promise<number> {
    return (await this._callmethod('nWaiting')) as number;
  }

  async broken(): Promise<boolean> {
    return (await this._callmethod('broken')) as boolean;
  }
}

registerProxy('BarrierProxy', BarrierProxy);
