/** Which worker gets which chunk, without workers: the core of a Pool. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { makeChunk, Mode, type Chunk, type Job } from '../../../src/multiprocessing/pool/chunk.ts';
import { Lane, Scheduler } from '../../../src/multiprocessing/pool/scheduler.ts';

class FakeJob implements Job {
  readonly func = { number: 1, name: 'f', text: '', pace: null as number | null };
  readonly retries = 0;
  readonly progress = null;
  isOver = false;
  #left: number;
  #next = 0;

  constructor(chunks: number, pace: number | null = null) {
    this.#left = chunks;
    this.func.pace = pace;
  }

  get isExhausted(): boolean {
    return this.#left === 0;
  }

  next(): Chunk | null {
    if (this.#left === 0) return null;
    this.#left--;
    return makeChunk({ job: this, mode: Mode.one, payload: null, index: this.#next++, count: 1 });
  }

  succeeded(): void {}
  failed(): void {}
  lost(): void {}
  abandon(): void {}
}

function makeScheduler(workers: number) {
  const clock = { now: 1_000 };
  const sent: [number, number][] = [];
  const lanes = Array.from({ length: workers }, () => new Lane());
  const scheduler = new Scheduler<Lane>(
    (lane, chunk) => {
      sent.push([lanes.indexOf(lane), chunk.index]);
      return true;
    },
    () => clock.now,
  );
  for (const lane of lanes) {
    lane.isReady = true;
    scheduler.lanes.add(lane);
  }
  const indexes = (lane: number): number[] => (lanes[lane] as Lane).flight.map(({ index }) => index);
  const end = (lane: number, ms: number): void => {
    const [chunk] = (lanes[lane] as Lane).flight;
    assert.ok(chunk !== undefined);
    scheduler.ended(lanes[lane] as Lane, chunk.id, ms);
  };
  return { clock, sent, lanes: lanes as [Lane, Lane], scheduler, indexes, end };
}

describe('what is sent ahead', () => {
  it('of a function that nobody knows, nothing', () => {
    const { scheduler, indexes } = makeScheduler(2);
    scheduler.add(new FakeJob(10));
    scheduler.fill();
    assert.deepEqual([indexes(0), indexes(1)], [[0], [1]]);
  });

  it('of tiny tasks many, in turn', () => {
    const { scheduler, indexes } = makeScheduler(2);
    scheduler.add(new FakeJob(10, 0.01));
    scheduler.fill();
    assert.deepEqual([indexes(0), indexes(1)], [[0, 2, 4, 6, 8], [1, 3, 5, 7, 9]]); // prettier-ignore
  });

  it('of tasks that take a good millisecond, one, so that no worker waits for an answer between two', () => {
    for (const [pace, expected] of [
      [1.3, [0, 1]],
      [2.1, [0]],
    ] as const) {
      const { scheduler, indexes } = makeScheduler(1);
      scheduler.add(new FakeJob(10, pace));
      scheduler.fill();
      assert.deepEqual(indexes(0), expected);
    }
  });

  it('of tasks that take long, none, from the first that does', () => {
    const { scheduler, indexes, end } = makeScheduler(1);
    scheduler.add(new FakeJob(10, 0.5));
    scheduler.fill();
    assert.deepEqual(indexes(0), [0, 1, 2, 3, 4]);
    for (let i = 0; i < 4; i++) end(0, 20);
    scheduler.fill();
    assert.deepEqual(indexes(0), [4]);
  });

  it('large ones fill a worker soon', () => {
    const { scheduler, lanes } = makeScheduler(1);
    const job = new FakeJob(10, 0.01);
    scheduler.add(job);
    lanes[0].bytes = 5_000_000;
    scheduler.fill();
    assert.equal(lanes[0].flight.length, 1);
  });

  it('no more than a worker may run in its life', () => {
    const { scheduler, lanes } = makeScheduler(1);
    lanes[0].allowance = 3;
    scheduler.add(new FakeJob(10, 0.01));
    scheduler.fill();
    assert.equal(lanes[0].flight.length, 3);
  });

  it('a worker that is being started gets what the others have no room for', () => {
    const { scheduler, lanes, indexes } = makeScheduler(2);
    lanes[0].isReady = false;
    scheduler.add(new FakeJob(3, 0.5));
    scheduler.fill();
    assert.deepEqual([indexes(0), indexes(1)], [[], [0, 1, 2]]);
  });
});

describe('what a worker does not come to', () => {
  it('is taken back after its deadline, for one that has nothing to do', () => {
    const { clock, scheduler, lanes, indexes, end } = makeScheduler(2);
    scheduler.add(new FakeJob(6, 0.5));
    scheduler.fill();
    assert.equal(scheduler.takeBackAt, null, 'nobody is idle');
    for (let i = 0; i < 3; i++) end(1, 0.5);
    assert.equal(scheduler.takeBackAt, 1_010);
    assert.deepEqual(scheduler.takeBack(lanes[0]), [], 'before the deadline it may be started');
    clock.now = 1_010.5;
    assert.deepEqual(scheduler.takeBack(lanes[0]).map(({ index }) => index), [2, 4]); // prettier-ignore
    scheduler.fill();
    assert.deepEqual([indexes(0), indexes(1)], [[0], [2, 4]]);
  });

  it('is not the one that it runs', () => {
    const { clock, scheduler, lanes } = makeScheduler(2);
    scheduler.add(new FakeJob(1));
    scheduler.fill();
    clock.now = 5_000;
    assert.equal(scheduler.takeBackAt, null);
    assert.deepEqual(scheduler.takeBack(lanes[0]), []);
  });

  it('goes to others when it dies; what it ran is for the caller to decide', () => {
    const { scheduler, lanes, indexes } = makeScheduler(2);
    scheduler.add(new FakeJob(6, 0.5));
    scheduler.fill();
    assert.equal(scheduler.removed(lanes[0])?.index, 0);
    scheduler.fill();
    assert.deepEqual(indexes(1), [1, 3, 5, 2, 4]);
    assert.equal(scheduler.isIdle, false);
  });

  it('is all that it was given when it dies before it is ready', () => {
    const { scheduler, lanes } = makeScheduler(1);
    lanes[0].isReady = false;
    scheduler.add(new FakeJob(1));
    scheduler.fill();
    assert.equal(scheduler.removed(lanes[0]), null);
    const other = new Lane();
    scheduler.lanes.add(other);
    scheduler.fill();
    assert.deepEqual(other.flight.map(({ index }) => index), [0]); // prettier-ignore
  });

  it('may be asked for, unless it is for another or for nobody', () => {
    const { scheduler, lanes } = makeScheduler(1);
    const job = new FakeJob(2, 0.5);
    scheduler.add(job);
    scheduler.fill();
    const { id } = lanes[0].flight[1] as Chunk;
    assert.equal(scheduler.mayStart(lanes[0], id), true);
    assert.equal(scheduler.mayStart(lanes[0], id + 1), false);
    job.isOver = true;
    assert.equal(scheduler.mayStart(lanes[0], id), false);
    assert.equal(lanes[0].flight.length, 1, 'it has no part in it any more');
  });
});

it('jobs are done in the order in which they came, and those that are over not at all', () => {
  const { scheduler, indexes } = makeScheduler(1);
  const [first, second] = [new FakeJob(5, 0.5), new FakeJob(2, 0.5)];
  scheduler.add(first);
  scheduler.add(second);
  first.isOver = true;
  scheduler.fill();
  assert.deepEqual(indexes(0), [0, 1]);
  assert.deepEqual(scheduler.jobs, []);
});
