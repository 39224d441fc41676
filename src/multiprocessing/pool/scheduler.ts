/**
 * Which worker gets which chunk, and when. A worker is sent as many ahead as it is expected to need in a moment, so that
 * none waits for an answer after each tiny task. It may start those without asking until a deadline; after that, what it
 * has not started goes to a worker that has nothing to do. Knows nothing of processes, sockets and timers.
 *
 * A worker runs its chunks in order, and tells the result of one before it starts the next. So the first one of its
 * flight is the one that it runs, and the others have not been started if nothing that it said before the deadline is
 * still unread.
 */
import type { Chunk, Job } from './chunk.ts';

/** Sent ahead is what a worker is expected to do in this time. */
const AHEAD_MS = 2;
const MOST_AHEAD = 63;
/** And what is in it all told may be so large: more would only lie in its memory. */
const AHEAD_BYTES = 2.5 * 1024 * 1024;
/** How long a worker may start what it was sent ahead without asking. */
const LEASE_MS = 10;
/** One that is being started takes that long before it can. */
const STARTING_LEASE_MS = 250;

/** A worker as the scheduler sees it. */
export class Lane {
  /** What it has and has not answered, in order. */
  readonly flight: Chunk[] = [];
  bytes = 0;
  /** Whether it has come to where it runs tasks. */
  isReady = false;
  /** Gets nothing any more. */
  isClosed = false;
  /** Since when it has run what it runs. */
  since = 0;
  /** How many more chunks it may be given in its life. */
  allowance: number;

  constructor(allowance: number = Infinity) {
    this.allowance = allowance;
  }

  /** What it runs, or is about to run. */
  get current(): Chunk | null {
    return this.isReady ? (this.flight[0] ?? null) : null;
  }

  /** What it cannot have started but by asking, from some time on. */
  get ahead(): readonly Chunk[] {
    return this.flight.slice(this.isReady ? 1 : 0);
  }
}

export class Scheduler<L extends Lane = Lane> {
  readonly lanes = new Set<L>();
  readonly #jobs = new Set<Job>();
  /** Chunks that a worker did not come to: they go first. */
  #returned: Chunk[] = [];
  readonly #send: (lane: L, chunk: Chunk) => boolean;
  readonly #clock: () => number;

  /**
   * @param send Sends a chunk to its worker. @returns false when it cannot be sent, and is done with.
   * @param clock In ms, the same for all processes.
   */
  constructor(send: (lane: L, chunk: Chunk) => boolean, clock: () => number) {
    this.#send = send;
    this.#clock = clock;
  }

  /** Whether everything has been done. */
  get isIdle(): boolean {
    return (
      this.#jobs.size === 0 && this.#returned.length === 0 && [...this.lanes].every(({ flight }) => !flight.length)
    );
  }

  /** Those that somebody waits for, in the order of their coming. */
  get unfinished(): readonly Job[] {
    const flying = [...this.lanes].flatMap(({ flight }) => flight.map(({ job }) => job));
    const jobs = new Set([...flying, ...this.#returned.map(({ job }) => job), ...this.#jobs]);
    return [...jobs].filter(({ isOver }) => !isOver);
  }

  get jobs(): readonly Job[] {
    return [...this.#jobs];
  }

  add(job: Job): void {
    this.#jobs.add(job);
  }

  /** Hands out what there is to those who have room: to those that are being started, only what is left. */
  fill(): void {
    const now = this.#clock();
    const lanes = [...this.lanes].filter((lane) => hasRoom(lane, now)).sort(byLoad);
    this.#fillInTurn(lanes.filter(({ isReady }) => isReady), now); // prettier-ignore
    this.#fillInTurn(lanes.filter(({ isReady }) => !isReady), now); // prettier-ignore
  }

  /** @returns The chunk that the worker has ended; undefined when it is not its any more. */
  ended(lane: L, id: number, ms: number): Chunk | undefined {
    const index = lane.flight.findIndex((chunk) => chunk.id === id);
    if (index < 0) return undefined;
    const [chunk] = lane.flight.splice(index, 1) as [Chunk];
    lane.bytes -= chunk.bytes;
    lane.since = this.#clock();
    notePace(chunk, ms);
    return chunk;
  }

  /** The worker is gone. @returns What it was running. What it had not started is for others. */
  removed(lane: L): Chunk | null {
    this.lanes.delete(lane);
    const { current, ahead } = lane;
    this.#giveBack(lane, ahead);
    return current;
  }

  /** A worker asks whether it may start a chunk. If not, it is not its any more. */
  mayStart(lane: L, id: number): boolean {
    const index = lane.flight.findIndex((chunk) => chunk.id === id);
    const chunk = lane.flight[index];
    if (chunk === undefined || !chunk.job.isOver) return chunk !== undefined;
    lane.flight.splice(index, 1);
    lane.bytes -= chunk.bytes;
    lane.allowance++;
    return false;
  }

  /** When a worker's chunks could be taken back for one that has nothing to do; null when there is no need. */
  get takeBackAt(): number | null {
    let earliest = Infinity;
    let hasIdle = false;
    for (const lane of this.lanes) {
      if (lane.isReady && !lane.isClosed && lane.flight.length === 0) hasIdle = true;
      else if (lane.flight.length > (lane.isReady ? 1 : 0)) earliest = Math.min(earliest, latest(lane.ahead));
    }
    return hasIdle && earliest !== Infinity ? earliest : null;
  }

  /** Takes back what a worker has not started, if it cannot start it any more. To be called when all is read that it
   * has said. @returns The chunks. */
  takeBack(lane: L): readonly Chunk[] {
    const { ahead } = lane;
    if (ahead.length === 0 || latest(ahead) >= this.#clock()) return [];
    this.#giveBack(lane, ahead);
    return ahead;
  }

  /** Forgets all that has not been done. */
  clear(): readonly Job[] {
    const flying = [...this.lanes].flatMap(({ flight }) => flight.map(({ job }) => job));
    const jobs = new Set([...this.#jobs, ...this.#returned.map(({ job }) => job), ...flying]);
    this.#jobs.clear();
    this.#returned = [];
    return [...jobs];
  }

  /** Runs a chunk again, before all others. */
  repeat(chunk: Chunk): void {
    this.#returned.unshift(chunk);
  }

  #fillInTurn(lanes: readonly L[], now: number): void {
    for (let left = lanes; left.length > 0; left = left.filter((lane) => hasRoom(lane, now))) {
      for (const lane of left) {
        const chunk = this.#take();
        if (chunk === null) return;
        this.#assign(lane, chunk, now);
      }
    }
  }

  #giveBack(lane: L, chunks: readonly Chunk[]): void {
    if (chunks.length === 0) return;
    lane.flight.splice(lane.flight.length - chunks.length, chunks.length);
    for (const { bytes } of chunks) lane.bytes -= bytes;
    lane.allowance += chunks.length;
    this.#returned.unshift(...chunks);
  }

  #take(): Chunk | null {
    while (this.#returned.length > 0) {
      const chunk = this.#returned.shift() as Chunk;
      if (!chunk.job.isOver) return chunk;
    }
    for (const job of this.#jobs) {
      const chunk = job.isOver ? null : job.next();
      if (job.isOver || job.isExhausted) this.#jobs.delete(job);
      if (chunk !== null) return chunk;
    }
    return null;
  }

  #assign(lane: L, chunk: Chunk, now: number): void {
    const isNext = lane.isReady && lane.flight.length === 0;
    const lease = lane.isReady ? LEASE_MS : STARTING_LEASE_MS;
    chunk.deadline = isNext ? Infinity : now + lease;
    if (!this.#send(lane, chunk)) return;
    if (isNext) lane.since = now;
    lane.flight.push(chunk);
    lane.bytes += chunk.bytes;
    lane.allowance--;
  }
}

/** Nothing is sent ahead to one that takes longer than was expected. */
function hasRoom(lane: Lane, now: number): boolean {
  if (lane.isClosed || lane.allowance === 0) return false;
  const { length } = lane.flight;
  if (length === 0) return true;
  if (!lane.isReady || lane.bytes >= AHEAD_BYTES || now - lane.since >= LEASE_MS) return false;
  return length < windowFor(lane.flight[length - 1] as Chunk);
}

/** The one that it runs, and those ahead. */
function windowFor({ job, count }: Chunk): number {
  const { pace } = job.func;
  if (pace === null) return 1;
  return 1 + Math.min(MOST_AHEAD, Math.floor(AHEAD_MS / (pace * count)));
}

const byLoad = (a: Lane, b: Lane): number => a.flight.length - b.flight.length;

const latest = (chunks: readonly Chunk[]): number => Math.max(...chunks.map(({ deadline }) => deadline));

/** One that takes long may be the first of many; one that takes little may be an exception. */
function notePace({ job: { func }, count }: Chunk, ms: number): void {
  const pace = ms / count;
  func.pace = func.pace === null || pace > func.pace ? pace : func.pace * 0.8 + pace * 0.2;
}
