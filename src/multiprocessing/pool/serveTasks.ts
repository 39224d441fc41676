/** A worker's side of its pool: runs the chunks that come, one after the other, in order. */
import { deferred } from '../../base/deferred.ts';
import { RuntimeError } from '../errors.ts';
import { onNothingLeft } from '../exit.ts';
import { debug } from '../logging.ts';
import { sharedClock } from '../hubWire/sharedClock.ts';
import { loadsNow } from '../reduction.ts';
import { Answer, Say } from './frameKinds.ts';
import { callText, readNumber } from './frames.ts';
import type { Frame } from './frameReader.ts';
import { runChunk, type Call } from './runChunk.ts';
import { TaskQueue, type SentTask } from './taskQueue.ts';
import { WorkerVoice } from './workerVoice.ts';
import { PoolConnection } from './poolConnection.ts';

/** To load Node's sockets takes 2 ms. Till then the pool has the first result, where it has to wait for a core. */
const CONNECT_AFTER_MS = 1;

/**
 * @param limit How many chunks it runs at most.
 * @returns When nothing is to be run any more.
 */
export function serveTasks(fd: number, limit: number | null): Promise<void> {
  const done = deferred<void>(); // no `new Promise`, which would be in the traces of the first tasks
  void new TaskServer(fd, limit, () => done.resolve());
  return done.promise;
}

/** Tells the pool, instead of serving it. */
export function failInitializer(fd: number, error: unknown): void {
  new WorkerVoice(new PoolConnection(fd, () => {})).broken(error);
}

class TaskServer {
  readonly #pool: PoolConnection;
  readonly #voice: WorkerVoice;
  readonly #queue: TaskQueue;
  readonly #calls = new Map<number, Promise<Call> | Call>();
  readonly #limit: number;
  readonly #done: () => void;
  #completed = 0;
  #isBusy = false;
  #isEnded = false;
  /** Gives up the task that is awaited. */
  #giveUp: ((error: Error) => void) | null = null;

  constructor(fd: number, limit: number | null, done: () => void) {
    this.#limit = limit ?? Infinity;
    this.#done = done;
    this.#pool = new PoolConnection(fd, (frame) => this.#received(frame));
    this.#voice = new WorkerVoice(this.#pool);
    this.#queue = new TaskQueue((chunk) => this.#voice.note(Answer.asking, chunk), sharedClock);
    onNothingLeft(() => this.#nothingLeft());
    this.#voice.word(Answer.ready);
    this.#pool.readFirst();
    void this.#work();
    setTimeout(() => this.#connect(), CONNECT_AFTER_MS);
  }

  #connect(): void {
    if (this.#isEnded && !this.#isBusy) return;
    const socket = this.#pool.connect(() => void this.#work());
    socket.on('data', () => void this.#work());
    socket.on('end', () => this.#end('pool is gone -- exiting'));
  }

  #received(frame: Frame): void {
    const { bytes } = frame;
    switch (bytes[0] as number) {
      case Say.hello:
        return undefined;
      case Say.call:
        return this.#introduce(readNumber(bytes), callText(bytes));
      case Say.task:
        return this.#queue.add(frame);
      case Say.start:
        return this.#queue.grant(readNumber(bytes));
      case Say.drop:
        return this.#queue.drop(readNumber(bytes));
      case Say.end:
        return this.#end('worker got sentinel -- exiting');
      default:
        if (this.#voice.heard(frame)) return;
        throw new Error(`the pool says what this worker does not know: ${bytes[0]}`);
    }
  }

  /** The module of the function may have to be imported first. */
  #introduce(number: number, text: string): void {
    try {
      const call = loadsNow(text, false) as Call | Promise<Call>;
      this.#calls.set(number, call);
      if (call instanceof Promise)
        call.then(
          (loaded) => this.#calls.set(number, loaded),
          (error: unknown) => this.#calls.set(number, throwing(error)),
        );
    } catch (error) {
      this.#calls.set(number, throwing(error));
    }
  }

  /** Until there is nothing that may be started; what comes meanwhile by 'data' is seen by who is at work already. */
  async #work(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    while (this.#completed < this.#limit) {
      const task = this.#queue.take(this.#pool.isEmpty);
      if (task === null) break;
      const running = this.#run(task);
      if (running !== undefined) await running;
      this.#completed++;
    }
    this.#isBusy = false;
    if (this.#completed === this.#limit) this.#end(`worker exiting after ${this.#completed} tasks`);
    else if (this.#isEnded && this.#queue.isEmpty) this.#done();
  }

  /** @returns A promise only where something is awaited: a tiny task is done without. */
  #run(task: SentTask): Promise<void> | undefined {
    const startedAt = sharedClock();
    const answer = (outcome: Parameters<WorkerVoice['result']>[2]): void =>
      this.#voice.result(task, sharedClock() - startedAt, outcome);
    const call = this.#calls.get(task.func);
    const outcome = runChunk(call, task.mode, () => this.#voice.argsOf(task.frame, task.mode));
    if (outcome instanceof Promise) return this.#awaited(outcome).then(answer);
    answer(outcome);
    return undefined;
  }

  /** Meanwhile the connection does not hold the event loop, so that it is seen when nothing else does. */
  async #awaited<T>(outcome: Promise<T>): Promise<T | { error: unknown }> {
    const givenUp = new Promise<{ error: unknown }>((resolve) => {
      this.#giveUp = (error) => resolve({ error });
    });
    this.#pool.hold(false);
    try {
      return await Promise.race([outcome, givenUp]);
    } finally {
      this.#giveUp = null;
      this.#pool.hold(true);
    }
  }

  #nothingLeft(): boolean {
    if (this.#giveUp === null) return false;
    this.#pool.hold(true);
    this.#giveUp(
      new RuntimeError(
        'the task did not finish: it awaits a promise that nothing can settle any more (no timer, socket or process is left)',
      ),
    );
    return true;
  }

  #end(why: string): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    debug(why);
    if (!this.#isBusy) this.#done();
  }
}

/** In place of a function that is not to be had here. */
function throwing(error: unknown): Call {
  return () => {
    throw error;
  };
}
