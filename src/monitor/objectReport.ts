import type { ObjectsEvent, SharedObject } from '../multiprocessing/events.ts';
import { cut } from './cut.ts';
import { MAX_OBJECTS, type ObjectInfo, type ObjectsMessage, type ProcessRef } from './activityMessages.ts';
import { MAX_LINE_BYTES } from './protocol.ts';

/** So that the list fits into a line of the protocol. */
const MAX_BYTES = MAX_LINE_BYTES / 2;
const MAX_WAITERS = 10;
const MAX_OBJECT_NAME = 100;
const MAX_PROCESS_NAME = 60;

/** The shared objects, as the last announcement of each source had them: an older one is of no interest to anybody. */
export class ObjectReport {
  readonly #latest = new Map<string, ObjectsEvent>();
  #told = true;

  record(event: ObjectsEvent): void {
    this.#latest.set(event.source, event);
    this.#told = false;
  }

  *update(): Generator<ObjectsMessage> {
    if (this.#told) return;
    this.#told = true;
    yield* this.restate();
  }

  *restate(): Generator<ObjectsMessage> {
    const [first, ...others] = this.#latest.values();
    if (!first) return;
    const all = [first, ...others].flatMap(({ objects }) => objects);
    yield { type: 'objects', id: first.id, objects: fitting(all.slice(0, MAX_OBJECTS).map(objectInfo)) };
  }
}

function fitting(objects: readonly ObjectInfo[]): ObjectInfo[] {
  let room = MAX_BYTES;
  return objects.filter((object) => (room -= Buffer.byteLength(JSON.stringify(object))) > 0);
}

function objectInfo(object: SharedObject): ObjectInfo {
  const { id, kind, depth, limit, unfinished, flag, holder, lostBy, waiters, users } = object;
  return {
    id,
    kind: cut(kind, MAX_PROCESS_NAME),
    name: cut(object.name, MAX_OBJECT_NAME),
    depth,
    limit,
    unfinished,
    flag,
    holder: holder && named(holder),
    ...(lostBy && { lostBy: named(lostBy) }),
    waiters: waiters.slice(0, MAX_WAITERS).map(named),
    moreWaiters: Math.max(0, waiters.length - MAX_WAITERS),
    ...(users && { users: users.slice(0, MAX_WAITERS).map(named), moreUsers: Math.max(0, users.length - MAX_WAITERS) }),
  };
}

function named({ id, name }: ProcessRef): ProcessRef {
  return { id, name: cut(name, MAX_PROCESS_NAME) };
}
