/**
 * An immutable map whose changes cost O(1): the newest version owns the one real Map, and an older version remembers
 * only how it differs from the next newer one. A tree of 10,000 rows that changes 200 times a second can so be a value
 * (kept, compared, handed out) without being copied. What changed between two versions comes for free.
 * Reading an older version costs as many steps as there are changes since; changing one copies it.
 */
export class VersionedMap<K, V extends {}> {
  readonly size: number;
  #current: Map<K, V> | null;
  #undo: Undo<K, V> | null = null;

  private constructor(current: Map<K, V>) {
    this.#current = current;
    this.size = current.size;
  }

  static empty<K, V extends {}>(): VersionedMap<K, V> {
    return new VersionedMap(new Map<K, V>());
  }

  get(key: K): V | undefined {
    let map = this.#current;
    for (let undo = this.#undo; undo; undo = undo.next.#undo) {
      if (undo.key === key) return undo.before?.value;
      map = undo.next.#current;
    }
    return map?.get(key);
  }

  set(key: K, value: V): VersionedMap<K, V> {
    return this.#changed(key, (map) => map.set(key, value));
  }

  delete(key: K): VersionedMap<K, V> {
    return this.#changed(key, (map) => map.delete(key));
  }

  /** In the order of insertion, as long as this is the newest version. */
  entries(): Iterable<[K, V]> {
    return this.#current ?? this.#copy();
  }

  /** Each key that was set or deleted on the way to `newer`, with its value here; null when `newer` is no later version. */
  changesTo(newer: VersionedMap<K, V>): Map<K, V | undefined> | null {
    const changes = new Map<K, V | undefined>();
    if (newer === this) return changes;
    for (let undo = this.#undo; undo; undo = undo.next.#undo) {
      if (!changes.has(undo.key)) changes.set(undo.key, undo.before?.value);
      if (undo.next === newer) return changes;
    }
    return null;
  }

  #changed(key: K, change: (map: Map<K, V>) => unknown): VersionedMap<K, V> {
    const map = this.#current;
    if (!map) return new VersionedMap(this.#copy()).#changed(key, change);
    const value = map.get(key);
    const before = value === undefined ? null : { value };
    change(map);
    const next = new VersionedMap(map);
    this.#current = null;
    this.#undo = { key, before, next };
    return next;
  }

  #copy(): Map<K, V> {
    const undone: Undo<K, V>[] = [];
    let current = this.#current;
    for (let undo = this.#undo; undo; undo = undo.next.#undo) {
      undone.push(undo);
      current = undo.next.#current;
    }
    const map = new Map(current);
    for (const { key, before } of undone.reverse()) {
      if (before) map.set(key, before.value);
      else map.delete(key);
    }
    return map;
  }
}

interface Undo<K, V extends {}> {
  readonly key: K;
  readonly before: { readonly value: V } | null;
  readonly next: VersionedMap<K, V>;
}
