/** The jobs of `apply` and `map`: those with one result. */
import {
  makeChunk,
  Mode,
  newJob,
  type Chunk,
  type Job,
  type JobProgress,
  type Progress,
  type TaskFunction,
} from './chunk.ts';
import { Paced } from './paced.ts';
import type { Outcome } from './outcome.ts';

export interface JobOptions {
  readonly func: TaskFunction;
  readonly retries: number;
}

abstract class OneResultJob<R> implements Job {
  readonly func: TaskFunction;
  readonly retries: number;
  protected readonly outcome: Outcome<R>;

  constructor(outcome: Outcome<R>, { func, retries }: JobOptions) {
    this.outcome = outcome;
    this.func = func;
    this.retries = retries;
  }

  get isOver(): boolean {
    return this.outcome.isSettled;
  }

  abstract get progress(): JobProgress | null;
  abstract get isExhausted(): boolean;
  abstract next(): Chunk | null;
  abstract succeeded(chunk: Chunk, value: unknown): void;

  failed(_chunk: Chunk, error: unknown): void {
    this.outcome.reject(error);
  }

  /** At once: nobody knows how long the others take, and whether they make the worker die, too. */
  lost(_chunk: Chunk, error: Error): void {
    this.outcome.reject(error);
  }

  abandon(reason: unknown): void {
    this.outcome.reject(reason);
  }
}

export class ApplyJob extends OneResultJob<unknown> {
  #args: readonly unknown[] | null;

  constructor(outcome: Outcome<unknown>, options: JobOptions, args: readonly unknown[]) {
    super(outcome, options);
    this.#args = args;
  }

  get progress(): null {
    return null;
  }

  get isExhausted(): boolean {
    return this.#args === null;
  }

  next(): Chunk | null {
    const payload = this.#args;
    this.#args = null;
    return payload === null ? null : makeChunk({ job: this, mode: Mode.spread, payload, index: 0, count: 1 });
  }

  succeeded(_chunk: Chunk, value: unknown): void {
    this.outcome.resolve(value);
  }
}

export interface MapOfItems {
  /** How many items a chunk has, of so many. */
  readonly chunksize: (items: number) => number;
  /** Whether each item is a list of arguments. */
  readonly isStar: boolean;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

/** All chunks are run, even after one has failed, as in Python. The results are in the order of the items. */
export class MapJob extends OneResultJob<unknown[]> {
  readonly #map: MapOfItems;
  readonly #call: ReturnType<typeof newJob>;
  readonly #told: Paced;
  /** null: they have not come. */
  #items: readonly unknown[] | null = null;
  #chunksize = 1;
  /** Of each chunk; those of a chunk's items are an array, if it may have several. */
  readonly #results: unknown[] = [];
  #next = 0;
  #left = 0;
  #error: { readonly error: unknown } | null = null;

  constructor(outcome: Outcome<unknown[]>, options: JobOptions, map: MapOfItems) {
    super(outcome, options);
    this.#map = map;
    this.#call = newJob(map.isStar ? 'starmap' : 'map');
    this.#told = new Paced(() => map.onProgress?.(this.#done));
  }

  get progress(): JobProgress {
    return { ...this.#call, ...this.#done };
  }

  get #done(): Progress {
    const total = this.#items?.length ?? null;
    return { done: total === null ? 0 : total - this.#left, total };
  }

  begin(items: readonly unknown[]): void {
    this.#items = items;
    this.#left = items.length;
    this.#chunksize = this.#map.chunksize(items.length);
    this.#results.length = Math.ceil(items.length / this.#chunksize);
    if (items.length === 0) this.outcome.resolve([]);
  }

  get isExhausted(): boolean {
    return this.#items !== null && this.#next >= this.#items.length;
  }

  next(): Chunk | null {
    if (this.#items === null || this.isExhausted) return null;
    const index = this.#next;
    const count = Math.min(this.#chunksize, this.#items.length - index);
    this.#next += count;
    const payload = this.#chunksize === 1 ? this.#items[index] : this.#items.slice(index, index + count);
    return makeChunk({ job: this, mode: this.#mode, payload, index, count });
  }

  succeeded({ index, count }: Chunk, value: unknown): void {
    this.#results[index / this.#chunksize] = value;
    this.#ended(count);
  }

  override failed({ count }: Chunk, error: unknown): void {
    this.#error ??= { error };
    this.#ended(count);
  }

  get #mode(): Mode {
    if (this.#chunksize === 1) return this.#map.isStar ? Mode.spread : Mode.one;
    return this.#map.isStar ? Mode.manySpread : Mode.many;
  }

  #ended(count: number): void {
    this.#left -= count;
    if (!this.#tell() || this.#left > 0) return;
    if (this.#error === null)
      this.outcome.resolve(this.#chunksize === 1 ? this.#results : joined(this.#results as unknown[][]));
    else this.outcome.reject(this.#error.error);
  }

  /** @returns Whether the job goes on: an error in `onProgress` is that of the job. */
  #tell(): boolean {
    try {
      this.#told.request();
      if (this.#left === 0) this.#told.flush();
      return true;
    } catch (error) {
      this.outcome.reject(error);
      return false;
    }
  }
}

/** That a call may safely have. */
const MOST_ARGUMENTS = 1_000;

/** By `concat`, which is compiled when a loop of this file's is still interpreted. */
function joined(parts: readonly (readonly unknown[])[]): unknown[] {
  if (parts.length <= MOST_ARGUMENTS) return ([] as unknown[]).concat(...parts);
  const groups: unknown[][] = [];
  for (let i = 0; i < parts.length; i += MOST_ARGUMENTS) groups.push(joined(parts.slice(i, i + MOST_ARGUMENTS)));
  return joined(groups);
}
