import type { ProcessEvent, SharedObject } from '../multiprocessing/events.ts';
import { cut } from './cut.ts';
import { MAX_LINE_BYTES, MAX_OBJECTS, type ObjectInfo, type ObjectsMessage, type ProcessRef } from './protocol.ts';

/** So that the list fits into a line of the protocol. */
const MAX_BYTES = MAX_LINE_BYTES / 2;
const MAX_WAITERS = 10;
const MAX_OBJECT_NAME = 100;
const MAX_PROCESS_NAME = 60;

type ObjectsEvent = Extract<ProcessEvent, { type: 'objects' }>;

/** The tree's shared objects, as the last announcement had them: an older one is of no interest to anybody. */
export class ObjectReport {
  #latest: ObjectsEvent | null = null;
  #told = true;

  record(event: ObjectsEvent): void {
    this.#latest = event;
    this.#told = false;
  }

  *update(): Generator<ObjectsMessage> {
    if (this.#told) return;
    this.#told = true;
    yield* this.restate();
  }

  *restate(): Generator<ObjectsMessage> {
    if (!this.#latest) return;
    const { type, id, objects } = this.#latest;
    yield { type, id, objects: fitting(objects.slice(0, MAX_OBJECTS).map(objectInfo)) };
  }
}

function fitting(objects: readonly ObjectInfo[]): ObjectInfo[] {
  let room = MAX_BYTES;
  return objects.filter((object) => (room -= Buffer.byteLength(JSON.stringify(object))) > 0);
}

function objectInfo(object: SharedObject): ObjectInfo {
  const { id, kind, depth, limit, unfinished, flag, holder, lostBy, waiters } = object;
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
  };
}

function named({ id, name }: ProcessRef): ProcessRef {
  return { id, name: cut(name, MAX_PROCESS_NAME) };
}
