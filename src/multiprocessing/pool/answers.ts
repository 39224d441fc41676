/** What workers say, and what it does to the chunks that they have. */
import { unpackError, type Failure } from '../remoteError.ts';
import type { Chunk } from './chunk.ts';
import { Answer, Say } from './frameKinds.ts';
import type { Frame } from './frameReader.ts';
import { readNumber, resultMs } from './frames.ts';
import type { Scheduler } from './scheduler.ts';
import type { WorkerLink } from './workerLink.ts';

export class Answers {
  readonly #scheduler: Scheduler<WorkerLink>;
  readonly #onReady: () => void;

  /** @param onReady Called when a worker has come to where it runs tasks. */
  constructor(scheduler: Scheduler<WorkerLink>, onReady: () => void) {
    this.#scheduler = scheduler;
    this.#onReady = onReady;
  }

  received(link: WorkerLink, frame: Frame): void {
    const { bytes } = frame;
    switch (bytes[0] as number) {
      case Answer.ready:
        link.isReady = true;
        return this.#onReady();
      case Answer.result:
        return this.#result(link, frame);
      case Answer.failure:
        return this.#failed(link, frame);
      case Answer.asking:
        return this.#asked(link, readNumber(bytes));
      case Answer.broken:
        return this.#initializerFailed(link, link.itemOf(frame) as Failure);
      default:
        throw new Error(`${link.place} says what this pool does not know: ${bytes[0]}`);
    }
  }

  #result(link: WorkerLink, frame: Frame): void {
    const chunk = this.#ended(link, frame);
    if (chunk === null) return;
    try {
      const value = link.itemOf(frame);
      if (!(value instanceof Promise)) return chunk.job.succeeded(chunk, value);
      value.then(
        (loaded) => chunk.job.succeeded(chunk, loaded),
        (error: unknown) => chunk.job.failed(chunk, error),
      );
    } catch (error) {
      chunk.job.failed(chunk, error); // it cannot be rebuilt here
    }
  }

  /** @returns The chunk whose answer that is, if anybody waits for it. */
  #ended(link: WorkerLink, frame: Frame): Chunk | null {
    const chunk = this.#scheduler.ended(link, readNumber(frame.bytes), resultMs(frame.bytes));
    if (chunk === undefined) return null;
    link.release(chunk);
    if (!chunk.job.isOver) return chunk;
    link.discard(frame);
    return null;
  }

  #failed(link: WorkerLink, frame: Frame): void {
    const chunk = this.#ended(link, frame);
    if (chunk === null) return;
    const error = unpackError(link.itemOf(frame) as Failure, link.place);
    if (error instanceof Promise) void error.then((loaded) => chunk.job.failed(chunk, loaded));
    else chunk.job.failed(chunk, error);
  }

  #asked(link: WorkerLink, id: number): void {
    const mayStart = this.#scheduler.mayStart(link, id);
    link.note(mayStart ? Say.start : Say.drop, id);
  }

  #initializerFailed(link: WorkerLink, failure: Failure): void {
    const error = unpackError(failure, link.place);
    if (error instanceof Promise) void error.then((loaded) => (link.failure = { error: loaded }));
    else link.failure = { error };
  }
}
