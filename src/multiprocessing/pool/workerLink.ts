/** A pool's connection to one of its workers. What is said in a turn of the event loop leaves together. */
import type { Socket } from 'node:net';
import { SocketWriter } from '../hubWire/socketWriter.ts';
import { ByteGatherer } from '../items.ts';
import type { Chunk, TaskFunction } from './chunk.ts';
import { readFrames } from './poolConnection.ts';
import { Say } from './frameKinds.ts';
import type { Frame } from './frameReader.ts';
import { appendCall, appendNote, appendTask, appendWord, readFrameItem, readNumber } from './frames.ts';
import { ItemExchange } from './itemExchange.ts';
import type { PoolWorker } from './poolWorker.ts';
import { Lane } from './scheduler.ts';

const MOST_KEPT = 1024 * 1024;

export class WorkerLink extends Lane {
  readonly process: PoolWorker;
  readonly #writer: SocketWriter;
  /** What has been given since it last flushed. */
  #given: number[] = [];
  readonly #undelivered = new Set<number>();
  readonly #knownFunctions = new Set<number>();
  readonly #exchange = new ItemExchange();
  #gathered = new ByteGatherer();
  /** Rises with all that is heard of it. */
  heard = 0;

  /**
   * @param received Given each frame without its length.
   * @param afterRead Called when all frames that came together have been received.
   */
  constructor(
    worker: PoolWorker,
    socket: Socket,
    received: (link: WorkerLink, frame: Frame) => void,
    afterRead: () => void,
  ) {
    super(worker.maxtasksperchild ?? Infinity);
    this.process = worker;
    this.#writer = new SocketWriter(socket, () => {});
    socket.unref(); // who waits for a result holds the event loop
    readFrames(socket, (frame) => {
      if (!this.#exchange.received(frame, this.#gathered)) received(this, frame);
    });
    socket.on('data', () => {
      this.heard++;
      afterRead();
    });
    this.word(Say.hello);
    this.flush();
  }

  /** Such as `PoolWorker-1 (pid 12)`. */
  get place(): string {
    return `${this.process.name} (pid ${this.process.pid})`;
  }

  /** Why its initializer has failed. */
  failure: { readonly error: unknown } | null = null;

  /** Whether the process was gone already when the chunk was sent to it. */
  hasNotReceived({ id }: Chunk): boolean {
    return this.#undelivered.has(id);
  }

  /** @throws PicklingError when the chunk cannot travel. */
  give(chunk: Chunk): void {
    const { id, mode, deadline, payload, job } = chunk;
    this.#introduce(job.func);
    const before = this.#gathered.length;
    appendTask(this.#gathered, { chunk: id, func: job.func.number, mode, deadline }, payload, this.#exchange);
    this.#exchange.offer(this.#gathered);
    chunk.bytes = this.#gathered.length - before + this.#exchange.bytesOf(id);
    this.#given.push(id);
  }

  /** The result or failure in a frame; throws what keeps it from being read. */
  itemOf(frame: Frame): unknown {
    const stored = this.#exchange.fetch(frame);
    if (stored === undefined) return readFrameItem(frame);
    this.#exchange.confirm(this.#gathered, readNumber(frame.bytes));
    return stored.item;
  }

  /** Nobody wants what is in the frame. */
  discard(frame: Frame): void {
    this.#exchange.confirm(this.#gathered, readNumber(frame.bytes));
  }

  /** The worker does not need what it was given for the chunk any more. */
  release({ id }: Chunk): void {
    this.#exchange.release(id);
  }

  /** The worker has ended. */
  close(): void {
    this.#exchange.close();
  }

  note(kind: number, chunk: number): void {
    appendNote(this.#gathered, kind, chunk);
  }

  word(kind: number): void {
    appendWord(this.#gathered, kind);
  }

  /** Lets go what has been gathered. */
  flush(): void {
    const gathered = this.#gathered;
    if (gathered.length === 0) return;
    const hasLeft = this.#writer.write(gathered.bytes.subarray(0, gathered.length));
    if (this.#writer.isUnread) for (const id of this.#given) this.#undelivered.add(id);
    this.#given.length = 0;
    if (hasLeft && gathered.length <= MOST_KEPT) gathered.length = 0;
    else this.#gathered = new ByteGatherer(); // those bytes are the writer's now
  }

  #introduce({ number, text }: TaskFunction): void {
    if (this.#knownFunctions.has(number)) return;
    this.#knownFunctions.add(number);
    appendCall(this.#gathered, number, text);
  }
}
