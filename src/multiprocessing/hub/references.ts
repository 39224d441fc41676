/** Who refers to which object; an object that nobody refers to is dropped. */
import type { Referrer } from './hubObject.ts';

export class References {
  readonly #byObject = new Map<number, Map<Referrer, number>>();
  readonly #byReferrer = new Map<Referrer, Set<number>>();
  readonly #changed: (object: number, referrers: ReadonlyMap<Referrer, number>) => void;

  /** @param changed Called when an object has come to have another set of referrers. */
  constructor(changed: (object: number, referrers: ReadonlyMap<Referrer, number>) => void) {
    this.#changed = changed;
  }

  /** @param count How many references the referrer takes to each. */
  add(objects: readonly number[], by: Referrer, count = 1): void {
    for (const object of objects) this.#add(object, by, count);
  }

  /** @param count How many of its references the referrer gives up. */
  remove(object: number, by: Referrer, count = 1): void {
    const referrers = this.#byObject.get(object);
    const left = (referrers?.get(by) ?? 0) - count;
    if (left > 0) referrers?.set(by, left);
    else this.#forget(object, by);
  }

  /** @returns What it referred to. */
  removeAll(by: Referrer): readonly number[] {
    const objects = [...(this.#byReferrer.get(by) ?? [])];
    for (const object of objects) this.#forget(object, by);
    return objects;
  }

  of(object: number): ReadonlyMap<Referrer, number> {
    return this.#byObject.get(object) ?? new Map();
  }

  #add(object: number, by: Referrer, count: number): void {
    const referrers = this.#byObject.get(object) ?? new Map<Referrer, number>();
    const before = referrers.get(by) ?? 0;
    referrers.set(by, before + count);
    if (before > 0) return;
    this.#byObject.set(object, referrers);
    const objects = this.#byReferrer.get(by) ?? new Set();
    this.#byReferrer.set(by, objects.add(object));
    this.#changed(object, referrers);
  }

  #forget(object: number, by: Referrer): void {
    const objects = this.#byReferrer.get(by);
    objects?.delete(object);
    if (objects?.size === 0) this.#byReferrer.delete(by);
    const referrers = this.#byObject.get(object);
    if (referrers?.delete(by) !== true) return;
    if (referrers.size === 0) this.#byObject.delete(object);
    this.#changed(object, referrers);
  }
}
