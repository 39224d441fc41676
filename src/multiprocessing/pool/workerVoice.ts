/** What a worker says to its pool: at once, since it may be busy for long after that. */
import { inspect } from 'node:util';
import { MaybeEncodingError } from '../errors.ts';
import { ByteGatherer } from '../items.ts';
import { Mode } from './chunk.ts';
import { Answer } from './frameKinds.ts';
import { appendBroken, appendNote, appendResult, appendWord, readFrameItem, readFrameItems } from './frames.ts';
import type { Frame } from './frameReader.ts';
import { ItemExchange } from './itemExchange.ts';
import type { PoolConnection } from './poolConnection.ts';
import { packError } from '../remoteError.ts';
import type { Outcome } from './runChunk.ts';

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

  result(chunk: number, ms: number, outcome: Outcome): void {
    if ('error' in outcome)
      appendResult(this.#gathered, Answer.failure, chunk, ms, packError(outcome.error), this.#exchange);
    else this.#value(chunk, ms, outcome.value);
    this.#exchange.offer(this.#gathered);
    this.#leave();
  }

  #value(chunk: number, ms: number, value: unknown): void {
    try {
      appendResult(this.#gathered, Answer.result, chunk, ms, value, this.#exchange);
    } catch (reason) {
      const error = new MaybeEncodingError(`Error sending result: '${short(value)}'. Reason: '${String(reason)}'`);
      appendResult(this.#gathered, Answer.failure, chunk, ms, packError(error), this.#exchange);
    }
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
