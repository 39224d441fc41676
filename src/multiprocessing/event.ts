import { asHandle, type HandleContent } from './handles.ts';
import type { ObjectOptions } from './objectOptions.ts';
import { registerShared, Restored, SharedHandle } from './sharedHandle.ts';
import { NO_SIGNAL, signalOf, type SignalOption } from './signalOption.ts';

/**
 * A flag that processes wait for.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Event
 */
export class Event extends SharedHandle {
  #known = false;
  readonly #taker = { received: (isSet: unknown): boolean => (this.#known = isSet === true) };
  readonly #isLate = (): boolean => (this.#known = false);

  constructor(options: ObjectOptions | Restored = {}) {
    const isRestored = options instanceof Restored;
    super('Event', isRestored ? options : [], isRestored ? {} : options);
    if (isRestored) this.#known = options.content[3] === true;
  }

  /** Sets the flag: all that wait go on. When it resolves, whoever asks sees it. */
  set(): Promise<void> {
    this.#known = true;
    return this.tell('set');
  }

  /** Takes the flag back: whoever comes to wait from now on waits. */
  clear(): Promise<void> {
    this.#known = false;
    return this.tell('clear');
  }

  /** Whether the flag is set; what others have said before is heard first. @throws OSError when the hub is gone. */
  async isSet(): Promise<boolean> {
    this.#known = (await this.ask('isSet')) === true;
    return this.#known;
  }

  /**
   * Waits until the flag is set.
   * @param timeout In seconds; null (the default) waits for ever.
   * @param options `signal` gives the wait up.
   * @returns Whether it is set; false after the timeout.
   */
  async wait(timeout: number | null = null, options: SignalOption = NO_SIGNAL): Promise<boolean> {
    const signal = signalOf('wait', options);
    return (await this.askWithin('wait', [], { timeout, signal }, this.#isLate, this.#taker)) as boolean;
  }

  /** As far as this process knows: as it was when it last set, cleared or asked. */
  override toString(): string {
    return `<${this.constructor.name} at 0x${this.objectId.toString(16)} ${this.#known ? 'set' : 'unset'}>`;
  }

  /** @internal With what is known here, so that its text is right there, too. */
  override [asHandle](): HandleContent {
    const [kind, id, name] = super[asHandle]();
    return [kind, id, name, this.#known];
  }
}

registerShared('Event', Event);
