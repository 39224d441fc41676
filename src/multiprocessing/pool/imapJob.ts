/** The job of `imap` and `imapUnordered`: takes items as there is room for their results, and hands those out one by one. */
import { makeChunk, Mode, newJob, type Chunk, type Job, type JobProgress, type TaskFunction } from './chunk.ts';
import { ItemSource } from './itemSource.ts';
import type { JobOptions } from './jobs.ts';
import { unpackError, type Failure } from '../remoteError.ts';

export type ItemResult = { readonly value: unknown } | { readonly error: unknown };

export interface ImapOptions extends JobOptions {
  readonly chunksize: number;
  readonly isOrdered: boolean;
  /** How many chunks may be under way or not taken at first; more, when who takes them has to wait. */
  readonly window: number;
  readonly mostWindow: number;
}

export class ImapJob implements Job {
  readonly func: TaskFunction;
  readonly retries: number;
  readonly #options: ImapOptions;
  readonly #source: ItemSource;
  readonly #call: ReturnType<typeof newJob>;
  #window: number;
  #collected: unknown[] = [];
  #taken = 0;
  /** How many results have been handed out. */
  #given = 0;
  /** By the position of the item; unordered, by that of the result. */
  readonly #results = new Map<number, ItemResult>();
  #arrived = 0;
  #done = 0;
  /** What comes in place of the end: the iterable has thrown, or the results are not to be had any more. */
  #lastError: { readonly error: unknown } | null = null;
  #isExhausted = false;
  #isOver = false;
  /** Called when there may be a result to take. */
  onResult = (): void => {};
  readonly #onItem: () => void;

  /** @param onItem Called when `next` may have a chunk that had none before. @throws TypeError for what is no iterable. */
  constructor(iterable: Iterable<unknown> | AsyncIterable<unknown>, options: ImapOptions, onItem: () => void) {
    this.func = options.func;
    this.retries = options.retries;
    this.#options = options;
    this.#call = newJob(options.isOrdered ? 'imap' : 'imapUnordered');
    this.#window = options.window * options.chunksize;
    this.#source = new ItemSource(iterable, onItem);
    this.#onItem = onItem;
  }

  get progress(): JobProgress {
    return { ...this.#call, done: this.#done, total: this.#isExhausted ? this.#taken : null };
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get isExhausted(): boolean {
    return this.#isExhausted && this.#collected.length === 0;
  }

  next(): Chunk | null {
    const { chunksize } = this.#options;
    while (this.#collected.length < chunksize && !this.#isExhausted) {
      if (this.#taken - this.#given >= this.#window) break;
      const taken = this.#source.take();
      if (taken === 'pending') return null;
      if (taken === 'end' || 'error' in taken) this.#sourceEnded(taken);
      else this.#collect(taken.item);
    }
    const isWhole = this.#collected.length === chunksize || this.#isExhausted;
    return isWhole && this.#collected.length > 0 ? this.#chunk() : null;
  }

  succeeded(chunk: Chunk, value: unknown): void {
    if (chunk.mode === Mode.one) return this.#arrive(chunk.index, { value });
    for (const [i, [isError, result]] of (value as [number, unknown][]).entries())
      this.#arrive(
        chunk.index + i,
        isError ? { error: unpackError(result as Failure, chunk.job.func.name) } : { value: result },
      );
  }

  failed(chunk: Chunk, error: unknown): void {
    for (let i = 0; i < chunk.count; i++) this.#arrive(chunk.index + i, { error });
  }

  lost(chunk: Chunk, error: Error): void {
    this.failed(chunk, error);
  }

  abandon(error: unknown): void {
    if (this.#isOver) return;
    this.#lastError = { error };
    this.end();
  }

  finish(): void {
    this.#window = Infinity;
    this.#onItem();
  }

  /** Nobody takes results any more. */
  end(): void {
    this.#isOver = true;
    this.#source.close();
    this.onResult();
  }

  /** The next result, `end` when none comes any more; null when it has not come. */
  take(): ItemResult | 'end' | null {
    const result = this.#results.get(this.#given);
    if (result !== undefined) {
      this.#results.delete(this.#given++);
      this.#onItem();
      return result;
    }
    if (!this.#isOver && (!this.isExhausted || this.#given < this.#taken)) return this.#starved();
    const last = this.#lastError;
    this.#lastError = null;
    return last ?? 'end';
  }

  /** Who takes the results is faster than they come. */
  #starved(): null {
    const { mostWindow, chunksize } = this.#options;
    if (this.#taken - this.#given >= this.#window) {
      this.#window = Math.max(this.#window, Math.min(mostWindow * chunksize, this.#window * 2));
      this.#onItem();
    }
    return null;
  }

  #collect(item: unknown): void {
    this.#collected.push(item);
    this.#taken++;
  }

  #sourceEnded(how: 'end' | { readonly error: unknown }): void {
    this.#isExhausted = true;
    if (how !== 'end') this.#lastError = how;
    if (this.#collected.length === 0 && this.#given === this.#taken) queueMicrotask(() => this.onResult());
  }

  #chunk(): Chunk {
    const items = this.#collected;
    this.#collected = [];
    const index = this.#taken - items.length;
    const isOne = this.#options.chunksize === 1;
    return makeChunk({
      job: this,
      mode: isOne ? Mode.one : Mode.each,
      payload: isOne ? items[0] : items,
      index,
      count: items.length,
    });
  }

  #arrive(index: number, result: ItemResult): void {
    if (this.#isOver) return;
    if ('error' in result && result.error instanceof Promise)
      return void result.error.then((error: unknown) => this.#arrive(index, { error }));
    this.#done++;
    this.#results.set(this.#options.isOrdered ? index : this.#arrived++, result);
    this.onResult();
  }
}
