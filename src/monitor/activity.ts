import type { ProcessEvent } from '../multiprocessing/events.ts';
import { ObjectReport } from './objectReport.ts';
import { Pacer } from './pacer.ts';
import { PoolsReport } from './poolsReport.ts';
import type { ActivityMessage } from './activityMessages.ts';
import { WaitReport } from './waitReport.ts';

/** A program that changes faster is told of as it is so often. */
const UPDATE_EVERY_MS = 100;
/** What a pool has done by then, nobody could see. */
const POOLS_AFTER_MS = 50;

type ActivityEvent = Extract<ProcessEvent, { type: ActivityMessage['type'] | 'pool' }>;

export function isActivity(event: ProcessEvent): event is ActivityEvent {
  return event.type === 'waiting' || event.type === 'resumed' || event.type === 'objects' || event.type === 'pool';
}

/**
 * What this process does between its start and its end: what it waits for, how its pools are and, of a root,
 * the tree's shared objects.
 * It changes faster than anybody can read, so the server is told now and then how it is.
 */
export class Activity {
  readonly #send: (message: ActivityMessage) => void;
  readonly #waits = new WaitReport();
  readonly #objects = new ObjectReport();
  readonly #pools = new PoolsReport();
  readonly #pacer = new Pacer(() => this.#update());

  constructor(send: (message: ActivityMessage) => void) {
    this.#send = send;
  }

  record(event: ActivityEvent): void {
    if (event.type === 'waiting') {
      this.#waits.begin(event);
      if (this.#pacer.idle) this.#pacer.request(this.#waits.lasting); // a call that is due before sees to it
    } else if (event.type === 'resumed') {
      if (this.#waits.end(event.wait)) this.#pacer.request(0);
    } else if (event.type === 'pool') {
      this.#pools.record(event);
      this.#pacer.request(POOLS_AFTER_MS);
    } else {
      this.#objects.record(event);
      this.#pacer.request(0);
    }
  }

  *restate(): Generator<ActivityMessage> {
    yield* this.#waits.restate();
    yield* this.#objects.restate();
    yield* this.#pools.restate();
  }

  #update(): void {
    const now = Date.now();
    const messages: ActivityMessage[] = [
      ...this.#waits.update(now),
      ...this.#objects.update(),
      ...this.#pools.update(),
    ];
    for (const message of messages) this.#send(message);
    if (messages.length > 0) this.#pacer.rest(UPDATE_EVERY_MS);
    const next = this.#waits.nextIn(now);
    if (next !== null) this.#pacer.request(next);
  }
}
