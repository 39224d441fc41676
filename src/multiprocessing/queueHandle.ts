import { Empty } from './errors.ts';
import { hub } from './hubClient/hubClient.ts';
import { appendItem, ByteGatherer } from './items.ts';
import { STORED_FROM_BYTES, storeRoom } from './itemStore.ts';
import { QueueReceiver } from './queueReceiver.ts';
import { QueueSender } from './queueSender.ts';
import { SharedHandle, type WaitOptions } from './sharedHandle.ts';

const DONE = Promise.resolve();

/** What Queue, JoinableQueue and SimpleQueue have in common: this process's side of a queue in the hub. */
export abstract class QueueHandle<T> extends SharedHandle {
  readonly #sender = new QueueSender(this.objectId);
  readonly #receiver = new QueueReceiver(this.objectId);

  /** @internal */
  data(payload: Buffer): void {
    this.#receiver.sentAhead(payload);
  }

  /** @internal */
  note(method: string, [generation]: readonly unknown[]): void {
    if (method === 'recall') this.#receiver.giveBack(Number(generation));
  }

  /** Serializes at once, so that later changes of the item are not seen. */
  protected send(item: T): Promise<void> {
    if (hub.error !== null) return Promise.reject(hub.error);
    this.introduce();
    const bytes = this.#sender.put(item);
    if (hub.congested) return hub.drained();
    return (bytes >= STORED_FROM_BYTES && storeRoom()) || DONE; // small ones are not to wait for large ones
  }

  /** The item as it is now, to be sent later. */
  protected prepare(item: T): () => Promise<void> {
    const gathered = new ByteGatherer();
    const objects = appendItem(gathered, item, 'item');
    return () => {
      this.#sender.putBytes(gathered.bytes.subarray(0, gathered.length), objects);
      return hub.congested ? hub.drained() : DONE;
    };
  }

  protected receive(options: WaitOptions): Promise<unknown> {
    const receiver = this.#receiver;
    if (receiver.ready()) return Promise.resolve(receiver.take());
    const { block = true, timeout = null, signal } = options;
    const window = receiver.asks();
    return !block || (timeout !== null && timeout <= 0)
      ? this.askWithin('getNowait', [], { block: false, signal }, empty, receiver)
      : this.askWithin('get', [window], options, empty, receiver);
  }

  protected size(): Promise<number> {
    return this.#receiver.size(() => this.ask('qsize'));
  }

  protected flushed(): Promise<void> {
    this.#sender.leave();
    hub.flush();
    return hub.drained();
  }
}

function empty(): never {
  throw new Empty();
}
