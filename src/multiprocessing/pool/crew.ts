/** The workers of a pool: started, given work, taken work from, replaced when they end, and ended. */
import { deferred } from '../../base/deferred.ts';
import { RuntimeError } from '../errors.ts';
import { debug } from '../logging.ts';
import { Answers } from './answers.ts';
import { Overdue } from './overdue.ts';
import { sharedClock } from '../hubWire/sharedClock.ts';
import type { Chunk, Job, JobProgress } from './chunk.ts';
import { Say } from './frameKinds.ts';
import type { PoolWorker } from './poolWorker.ts';
import { PoolReport } from './poolReport.ts';
import { Scheduler } from './scheduler.ts';
import { workerDied, workersDoNotStart } from './workerDied.ts';
import { WorkerLink } from './workerLink.ts';

/** So many that end one after the other before they can run a task are no accident. */
const MOST_FAILED_STARTS = 3;
/** A worker that handles SIGTERM gets so long to end. */
const KILL_AFTER_MS = 5_000;

export class Crew {
  readonly #size: number;
  readonly #makeWorker: () => PoolWorker;
  readonly #scheduler = new Scheduler<WorkerLink>((link, chunk) => this.#give(link, chunk), sharedClock);
  readonly #overdue = new Overdue(this.#scheduler, {
    end: (link) => end(link.process),
    changed: () => this.#pumpNow(),
  });
  readonly #answers = new Answers(this.#scheduler, () => this.#workerReady());
  readonly #allEnded = deferred<void>();
  readonly #report = new PoolReport(this.#scheduler);
  #isClosed = false;
  #isTerminated = false;
  #isForgotten = false;
  #isPumping = false;
  #isPumpDue = false;
  #failedStarts = 0;
  #hasRun = false;
  /** Why no worker can be had. */
  #failure: { readonly error: unknown } | null = null;

  constructor(size: number, makeWorker: () => PoolWorker) {
    this.#size = size;
    this.#makeWorker = makeWorker;
  }

  /** Settles when the pool has been closed or terminated and the last worker has ended. */
  get ended(): Promise<void> {
    return this.#allEnded.promise;
  }

  /** Of the `map`s and their like that are not done. */
  get progress(): readonly JobProgress[] {
    return this.#scheduler.unfinished.flatMap(({ progress }) => progress ?? []);
  }

  get workers(): readonly PoolWorker[] {
    return [...this.#scheduler.lanes].map(({ process }) => process);
  }

  /** @throws What the first worker's start throws; those that have been started are ended then. */
  start(): void {
    try {
      while (this.#scheduler.lanes.size < this.#size) this.#addWorker();
    } catch (error) {
      this.terminate();
      throw error;
    }
  }

  submit(job: Job): void {
    if (this.#failure !== null) return job.abandon(this.#failure.error);
    this.#scheduler.add(job);
    this.pump();
  }

  /** Hands out work, once all that is submitted in this turn has been. */
  pump(): void {
    if (this.#isPumping) return;
    this.#isPumping = true;
    queueMicrotask(() => {
      this.#isPumping = false;
      this.#pumpNow();
    });
  }

  /** Those who wait for the job have given it up: workers that run it are ended. */
  abort(job: Job): void {
    for (const link of this.#scheduler.lanes) if (link.current?.job === job) this.#overdue.condemn(link);
    this.pump();
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const job of this.#scheduler.jobs) job.finish?.();
    this.pump();
  }

  /** Nobody has closed the pool, and nobody can any more: the workers end when all is done that was begun. */
  forget(): void {
    if (this.#isClosed) return;
    process.emitWarning(
      `unclosed running multiprocessing pool of ${this.#size} workers, which nobody can use any more: ` +
        "call close() or terminate(), or declare it with 'await using'",
      'ResourceWarning',
    );
    this.#isForgotten = true;
    this.pump();
  }

  terminate(): void {
    if (this.#isTerminated) return;
    this.endWorkers();
    this.#abandonAll(new RuntimeError('the pool was terminated before this task was done'));
  }

  /** Without a word to those who wait: at the end of the program nobody hears it. */
  endWorkers(): void {
    this.#isTerminated = true;
    this.#isClosed = true;
    for (const link of this.#scheduler.lanes) {
      link.isClosed = true;
      end(link.process);
    }
    this.#checkEnded();
  }

  #addWorker(): void {
    const worker = this.#makeWorker();
    const socket = worker.startWithSocket();
    const link = new WorkerLink(
      worker,
      socket,
      (from, frame) => this.#answers.received(from, frame),
      () => this.#pumpAfterReading(),
    );
    this.#scheduler.lanes.add(link);
    void worker.ended?.then(() => this.#workerEnded(link));
    debug('added worker');
  }

  #workerReady(): void {
    this.#hasRun = true;
    this.#failedStarts = 0;
  }

  /** Once for all that has come from any worker in this turn. */
  #pumpAfterReading(): void {
    if (this.#isPumpDue) return;
    this.#isPumpDue = true;
    setImmediate(() => {
      this.#isPumpDue = false;
      this.#pumpNow();
    });
  }

  #pumpNow(): void {
    if (this.#isTerminated) return;
    this.#overdue.endCondemned();
    this.#scheduler.fill();
    this.#isClosed ||= this.#isForgotten && this.#scheduler.isIdle;
    if (this.#isClosed && this.#scheduler.isIdle) this.#sendHome();
    for (const link of this.#scheduler.lanes) link.flush();
    this.#overdue.watch();
    this.#report.changed();
  }

  /** @returns Whether the chunk is on its way. */
  #give(link: WorkerLink, chunk: Chunk): boolean {
    try {
      link.give(chunk);
      return true;
    } catch (error) {
      chunk.job.failed(chunk, error);
      return false;
    }
  }

  /** All that it has said has been heard. */
  #workerEnded(link: WorkerLink): void {
    this.#overdue.forget(link);
    link.close();
    const current = this.#scheduler.removed(link);
    if (!this.#isTerminated) {
      if (current !== null && !current.job.isOver) this.#lost(link, current);
      if (!link.isReady) this.#startFailed(link);
      this.#replaceWorkers();
      this.#pumpNow();
    }
    this.#checkEnded();
  }

  #lost(link: WorkerLink, chunk: Chunk): void {
    if (link.hasNotReceived(chunk)) return this.#scheduler.repeat(chunk);
    if (chunk.deaths++ < chunk.job.retries) this.#scheduler.repeat(chunk);
    else chunk.job.lost(chunk, workerDied(link.process, chunk));
  }

  #startFailed(link: WorkerLink): void {
    this.#failedStarts++;
    if (this.#hasRun && this.#failedStarts < MOST_FAILED_STARTS) return;
    this.#fail(link.failure === null ? workersDoNotStart(link.process) : link.failure.error);
  }

  #replaceWorkers(): void {
    if (this.#failure !== null || (this.#isClosed && this.#scheduler.isIdle)) return;
    try {
      while (this.#scheduler.lanes.size < this.#size) this.#addWorker();
    } catch (error) {
      this.#fail(error);
    }
  }

  /** No worker can be had: nothing is ever done. */
  #fail(error: unknown): void {
    if (this.#failure !== null) return;
    this.#failure = { error };
    this.#abandonAll(error);
    for (const link of this.#scheduler.lanes) link.isClosed = true;
    for (const worker of this.workers) end(worker);
  }

  #abandonAll(reason: unknown): void {
    for (const job of this.#scheduler.clear()) job.abandon(reason);
  }

  #sendHome(): void {
    for (const link of this.#scheduler.lanes) {
      if (!link.isClosed) link.word(Say.end);
      link.isClosed = true;
    }
  }

  #checkEnded(): void {
    if (!this.#isClosed || this.#scheduler.lanes.size > 0) return;
    this.#allEnded.resolve();
    this.#report.ended();
  }
}

function end(worker: PoolWorker): void {
  worker.terminate();
  const timer = setTimeout(() => worker.kill(), KILL_AFTER_MS);
  timer.unref();
  void worker.ended?.then(() => clearTimeout(timer));
}
