/** Tells those who watch of the objects in a manager's server: all of them, when something may have changed, but not too often. */
import { announce, processChannel, type ProcessName, type SharedObject } from '../events.ts';
import { processIdentity } from '../identity.ts';
import { described, type Described } from './described.ts';
import type { Resident, Residents } from './residents.ts';
import { Session } from './session.ts';

const REPORT_EVERY_MS = 250;
const MOST_OBJECTS = 200;

export class ObjectReports {
  readonly #residents: Residents;
  /** The server's name. */
  readonly #source: string;
  #timer: NodeJS.Timeout | null = null;
  /** As JSON: most calls change nothing that is told. */
  #told = '[]';

  constructor(residents: Residents, source: string) {
    this.#residents = residents;
    this.#source = source;
  }

  /** Something has been done with the objects. */
  changed(): void {
    if (this.#timer !== null || !processChannel.hasSubscribers) return;
    this.#timer = setTimeout(() => this.#report(), REPORT_EVERY_MS).unref();
  }

  /** The server is closed. */
  end(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#tell([]);
  }

  #report(): void {
    this.#timer = null;
    const objects: SharedObject[] = [];
    for (const [id, resident] of this.#residents.entries()) {
      const object = resident.made === null ? summary(id, resident) : null;
      if (object !== null && objects.push(object) === MOST_OBJECTS) break;
    }
    this.#tell(objects);
  }

  #tell(objects: readonly SharedObject[]): void {
    const text = JSON.stringify(objects);
    if (text === this.#told) return;
    this.#told = text;
    announce(() => ({ type: 'objects', id: processIdentity().id, source: this.#source, objects }));
  }
}

const NOTHING = { depth: null, limit: null, unfinished: null, flag: null, holder: null, waiters: [] };

function summary(id: number, { typeid, name, referent, holders }: Resident): SharedObject | null {
  const state = described in referent ? (referent as Described)[described]() : {};
  if (state === null) return null;
  return { ...NOTHING, ...state, id: id.toString(36), kind: typeid, name: name ?? typeid, users: usersAmong(holders) };
}

/** The server has proxies itself, of what is in its other objects: it is no user. */
function usersAmong(holders: Iterable<object>): ProcessName[] {
  return Array.from(holders, (holder) => (holder instanceof Session ? holder.process : null)).filter(
    (process) => process !== null,
  );
}
