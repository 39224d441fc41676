/** Tells those who watch of the hub's objects: all of them, when something has changed, but not too often. */
import type { SharedObject } from '../events.ts';
import { Op } from '../hubWire/frames.ts';
import type { Entry } from './hub.ts';
import type { Peer } from './peer.ts';

const REPORT_EVERY_MS = 250;
const MOST_OBJECTS = 200;

export class ObjectReports {
  readonly #entries: ReadonlyMap<number, Entry>;
  readonly #watchers = new Set<Peer>();
  #isDue = false;

  constructor(entries: ReadonlyMap<number, Entry>) {
    this.#entries = entries;
  }

  watch(peer: Peer): void {
    this.#watchers.add(peer);
    this.changed();
  }

  unwatch(peer: Peer): void {
    this.#watchers.delete(peer);
  }

  changed(): void {
    if (this.#watchers.size === 0 || this.#isDue) return;
    this.#isDue = true;
    setTimeout(() => this.#report(), REPORT_EVERY_MS);
  }

  #report(): void {
    this.#isDue = false;
    const objects: SharedObject[] = [];
    for (const entry of this.#entries.values()) {
      if (objects.length < MOST_OBJECTS && entry.object.isInternal !== true) objects.push(summary(entry));
    }
    const text = JSON.stringify(['objects', objects]);
    for (const peer of this.#watchers) peer.send(Op.note, 0, 0, text);
  }
}

function summary({ id, kind, name, object }: Entry): SharedObject {
  return { id: id.toString(36), kind, name, ...object.describe() };
}
