import { registerShared, Restored, SharedHandle, type ObjectOptions } from './sharedHandle.ts';

/**
 * A flag that processes wait for.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Event
 */
export class Event extends SharedHandle {
  constructor(options: ObjectOptions | Restored = {}) {
    super('Event', options instanceof Restored ? options : [], options instanceof Restored ? {} : options);
  }

  /** Sets the flag: all that wait go on. When it resolves, whoever asks sees it. */
  async set(): Promise<void> {
    await this.tell('set');
  }

  async clear(): Promise<void> {
    await this.tell('clear');
  }

  async isSet(): Promise<boolean> {
    return (await this.ask('isSet')) as boolean;
  }

  /**
   * Waits until the flag is set.
   * @param timeout In seconds; null (the default) waits for ever.
   * @param options `signal` gives the wait up.
   * @returns Whether it is set; false after the timeout.
   */
  async wait(timeout: number | null = null, { signal }: { signal?: AbortSignal } = {}): Promise<boolean> {
    return (await this.askWithin('wait', [], { timeout, signal }, () => false)) as boolean;
  }
}

registerShared('Event', Event);
