/** The objects of a manager's server, and who has proxies of them: those of which nobody has any are dropped. */
import { deferred, type Deferred } from '../../base/deferred.ts';

import type { RegisteredType } from './registry.ts';

/** A client, or the server itself for proxies in its own objects. */
export type Holder = object;

export interface Resident {
  readonly typeid: string;
  readonly type: RegisteredType;
  /** What it is called where it is shown; null: nobody has said. */
  name: string | null;
  /** Set when it is made. */
  referent: object;
  exposed: ReadonlySet<string>;
  /** While it is being made. */
  made: Promise<unknown> | null;
  readonly holders: Set<Holder>;
  /** How many proxies of it are on their way. */
  travelling: number;
}

export class Residents {
  readonly #byId = new Map<number, Resident>();
  /** Calls of objects that are not there: the message that makes one may be read after them. */
  readonly #awaited = new Map<number, Deferred<void>>();

  get size(): number {
    return this.#byId.size;
  }

  add(id: number, typeid: string, type: RegisteredType, holder: Holder | null): Resident {
    const resident: Resident = {
      typeid,
      type,
      name: null,
      referent: NOTHING,
      exposed: new Set(),
      made: null,
      holders: new Set(holder === null ? [] : [holder]),
      travelling: 0,
    };
    this.#byId.set(id, resident);
    this.#awaited.get(id)?.resolve();
    return resident;
  }

  /** Resolves when there is such an object, or it has become clear that there is none. */
  async whenThere(id: number): Promise<void> {
    const awaited = this.#awaited.get(id) ?? deferred<void>();
    this.#awaited.set(id, awaited);
    const timer = setTimeout(() => awaited.resolve(), IS_THERE_WITHIN_MS);
    await awaited.promise;
    clearTimeout(timer);
    this.#awaited.delete(id);
  }

  get(id: number): Resident | undefined {
    return this.#byId.get(id);
  }

  remove(id: number): void {
    this.#byId.delete(id);
  }

  sent(id: number): void {
    const resident = this.#byId.get(id);
    if (resident !== undefined) resident.travelling++;
  }

  arrived(id: number, holder: Holder): void {
    const resident = this.#byId.get(id);
    if (resident === undefined) return void this.whenThere(id).then(() => this.#arrivedLate(id, holder));
    this.#settle(resident, holder);
  }

  #arrivedLate(id: number, holder: Holder): void {
    const resident = this.#byId.get(id);
    if (resident !== undefined) this.#settle(resident, holder);
  }

  #settle(resident: Resident, holder: Holder): void {
    resident.holders.add(holder);
    resident.travelling = Math.max(0, resident.travelling - 1);
  }

  hold(id: number, holder: Holder): void {
    this.#byId.get(id)?.holders.add(holder);
  }

  drop(id: number, holder: Holder): void {
    const resident = this.#byId.get(id);
    if (resident === undefined || !resident.holders.delete(holder)) return;
    if (resident.holders.size === 0 && resident.travelling === 0) this.#byId.delete(id);
  }

  left(holder: Holder): void {
    for (const id of this.#byId.keys()) this.drop(id, holder);
  }

  entries(): Iterable<[id: number, Resident]> {
    return this.#byId.entries();
  }

  *referents(): Iterable<object> {
    for (const { referent } of this.#byId.values()) yield referent;
  }
}

const NOTHING = {};

/** Longer than what was written first takes to be read. */
const IS_THERE_WITHIN_MS = 250;
