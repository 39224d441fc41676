/** Which objects this process refers to, by proxies: so the server knows when nobody does any more. */

/** Whom a server's objects are reported to. */
export interface ReferenceKeeper {
  /** A proxy of the object is on its way to some process. */
  sent(object: number): void;
  /** One that was on its way is here. */
  arrived(object: number): void;
  /** None is here any more. */
  dropped(object: number): void;
}

/** A server in this process. */
export interface LocalServer extends ReferenceKeeper {
  referent(object: number): object | undefined;
}

export class References {
  readonly #counts = new Map<number, number>();
  readonly #collected = new FinalizationRegistry<number>((object) => this.#remove(object));
  readonly #keeper: () => ReferenceKeeper;

  constructor(keeper: () => ReferenceKeeper) {
    this.#keeper = keeper;
  }

  objects(): Iterable<number> {
    return this.#counts.keys();
  }

  add(proxy: object, object: number): void {
    this.#counts.set(object, (this.#counts.get(object) ?? 0) + 1);
    this.#collected.register(proxy, object, proxy);
  }

  /** The proxy is not used any more. */
  release(proxy: object, object: number): void {
    if (this.#collected.unregister(proxy)) this.#remove(object);
  }

  #remove(object: number): void {
    const left = (this.#counts.get(object) ?? 1) - 1;
    if (left > 0) return void this.#counts.set(object, left);
    this.#counts.delete(object);
    this.#keeper().dropped(object);
  }
}
