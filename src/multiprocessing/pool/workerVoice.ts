/** What a worker says to its pool: at once, since it may be busy for long after that. */
import { inspect } from 'node:util';
import { MaybeEncodingError } from '../errors.ts';
import { ByteGatherer } from '../items.ts';
import { Mode } from './chunk.ts';
import { Answer } from './frameKinds.ts';
import {
  appendBroken,
  appendNote,
  appendResult,
  appendWord,
  readFrameItem,
  readFrameItems,
  type Item,
} from './frames.ts';
import type { Frame } from './frameReader.ts';
import { ItemExchange } from './itemExchange.ts';
import type { PoolConnection } from './poolConnection.ts';
import { packError } from '../remoteError.ts';
import type { Outcome } from './runChunk.ts';
import type { SentTask } from './taskQueue.ts';

/** A gatherer that has grown so large is not kept. */
const MOST_KEPT = 1024 * 1024;

export class WorkerVoice {
  readonly #pool: PoolConnection;
  readonly #exchange = new ItemExchange();
  #gathered = new ByteGatherer();

  constructor(pool: PoolConnection) {
    this.#pool = pool;
    process.on('exit', () => pool.flushSync());
  }

  /** @returns Whether the frame was about how large items are sent. */
  heard(frame: Frame): boolean {
    const isHeard = this.#exchange.received(frame, this.#gathered);
    this.#leave();
    return isHeard;
  }

  /** The arguments in a frame. */
  argsOf(frame: Frame, mode: number): unknown {
    const stored = this.#exchange.fetch(frame);
    if (stored !== undefined) return stored.item;
    return mode === Mode.many || mode === Mode.each ? readFrameItems(frame) : readFrameItem(frame);
  }

  word(kind: number): void {
    appendWord(this.#gathered, kind);
    this.#leave();
  }

  note(kind: number, chunk: number): void {
    appendNote(this.#gathered, kind, chunk);
    this.#leave();
  }

  broken(error: unknown): void {
    appendBroken(this.#gathered, packError(error));
    this.#leave();
  }

  result({ chunk, mode }: SentTask, ms: number, outcome: Outcome): void {
    if ('error' in outcome) this.#failure(chunk, ms, outcome.error);
    else this.#value(chunk, ms, { value: outcome.value, isBare: isOfItems(mode) });
    this.#exchange.offer(this.#gathered);
    this.#leave();
  }

  #value(chunk: number, ms: number, item: Item): void {
    try {
      appendResult(this.#gathered, Answer.result, chunk, ms, item, this.#exchange);
    } catch (reason) {
      const error = new MaybeEncodingError(`Error sending result: '${short(item.value)}'. Reason: '${String(reason)}'`);
      this.#failure(chunk, ms, error);
    }
  }

  #failure(chunk: number, ms: number, error: unknown): void {
    const item = { value: packError(error), isBare: false };
    appendResult(this.#gathered, Answer.failure, chunk, ms, item, this.#exchange);
  }

  #leave(): void {
    const gathered = this.#gathered;
    if (gathered.length === 0) return;
    const hasLeft = this.#pool.write(gathered.bytes.subarray(0, gathered.length));
    if (hasLeft && gathered.length <= MOST_KEPT) gathered.length = 0;
    else this.#gathered = new ByteGatherer(); // those bytes are the connection's now
  }
}

function short(value: unknown): string {
  return inspect(value, { depth: 1, breakLength: Infinity }).slice(0, 200);
}

/** Whether the result is an array of the results of items. */
const isOfItems = (mode: number): boolean => mode !== Mode.one && mode !== Mode.spread;
