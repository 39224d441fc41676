/** Rebuilds values from the nodes that `dumps` wrote (reduction.ts). */
import { PicklingError } from './errors.ts';
import { fillFields, type Value } from './fields.ts';
import { primitive, type Encoded } from './primitives.ts';
import type { Kind } from './kind.ts';
import { REDUCED_TAG } from './ownKinds.ts';
import { kinds } from './reducers.ts';
import { findHere, resolveReference, type Callable, type Reference } from './targets.ts';

/** `[kind, content, class, fields]`: a class, if it is another than the kind's own, and the fields besides the content. */
export type Node = [kind: string, content: unknown, prototype?: Encoded, fields?: Encoded[]];

export type MakeSelf = (processClass: unknown) => object;

/** The kind of the Process that is being started, whose content is written beside it. */
export const SELF = 'p';

export class ValueReader {
  readonly #nodes: readonly Node[];
  readonly #values: unknown[];
  readonly #made: boolean[] = [];
  readonly #rebuilding = new Set<number>();
  readonly #makeSelf: MakeSelf | undefined;

  constructor(nodes: readonly Node[], makeSelf?: MakeSelf) {
    this.#nodes = nodes;
    this.#makeSelf = makeSelf;
    this.#values = Array.from({ length: nodes.length });
  }

  /** Functions and classes first, since their modules are imported, and instances need their classes. */
  async resolveReferences(): Promise<void> {
    for (const [index, [kind, content]] of this.#nodes.entries()) {
      if (kind === 'f') this.#put(index, await resolveReference(content as Reference));
    }
  }

  /** @returns Whether all modules are here; nothing has to be imported then. */
  resolveHere(): boolean {
    return this.#nodes.every(([kind, content], index) => {
      if (kind !== 'f') return true;
      const value = findHere(content as Reference);
      if (value !== undefined) this.#put(index, value);
      return value !== undefined;
    });
  }

  /** Makes all objects empty first, then fills them: so cycles close. Those of registered classes are made when needed. */
  decode(root: Encoded): unknown {
    for (const [index, node] of this.#nodes.entries())
      if (!this.#made[index] && node[0] !== REDUCED_TAG) this.#put(index, this.#make(node));
    for (const index of this.#nodes.keys()) this.#fill(index, this.#value);
    return this.#value(root);
  }

  #put(index: number, value: unknown): void {
    this.#values[index] = value;
    this.#made[index] = true;
  }

  #make([tag, content, constructor]: Node): object {
    if (tag === SELF && this.#makeSelf !== undefined) return this.#makeSelf(this.#value(constructor ?? null));
    const value = kind(tag).make(content as never);
    if (constructor !== undefined && constructor !== null)
      Object.setPrototypeOf(value, (this.#value(constructor) as Callable).prototype as object);
    return value;
  }

  /** May be done again. @param value Decodes what is in it. */
  #fill(index: number, value: Value): void {
    const [tag, content, , fields] = this.#nodes[index] as Node;
    if (tag === 'f' || tag === SELF || tag === REDUCED_TAG) return;
    const target = this.#values[index] as object;
    kind(tag).fill?.(target as never, content as never, value);
    if (fields !== undefined) fillFields(target, fields, value);
  }

  #value = (encoded: Encoded): unknown => {
    if (!isNode(encoded)) return primitive(encoded);
    const [index] = encoded;
    if (!this.#made[index]) this.#rebuild(index);
    return this.#values[index];
  };

  /** An object of a registered class: calls what makes it. */
  #rebuild(index: number): void {
    if (this.#rebuilding.has(index)) throw needsItself();
    this.#rebuilding.add(index);
    const [rebuild, args] = (this.#nodes[index] as Node)[1] as [Encoded, Encoded];
    const [make, given] = [this.#whole(rebuild) as Callable, this.#whole(args) as never[]];
    this.#put(index, make(...given));
  }

  /** With all that it leads to filled. */
  #whole(root: Encoded): unknown {
    const pending = [root];
    const seen = new Set<number>();
    const value = (encoded: Encoded): unknown => {
      pending.push(encoded);
      return this.#value(encoded);
    };
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (!isNode(next) || seen.has(next[0])) continue;
      seen.add(next[0]);
      this.#fill(next[0], value);
    }
    return this.#value(root);
  }
}

function isNode(encoded: Encoded): encoded is readonly [number] {
  return Array.isArray(encoded) && typeof encoded[0] === 'number';
}

function needsItself(): PicklingError {
  return new PicklingError(
    'cannot rebuild an object of a registered class (reduction.register): it is among the arguments that it is made of',
  );
}

function kind(tag: string): Kind {
  const found = kinds.get(tag);
  if (found === undefined)
    throw new PicklingError(
      `cannot read a value of kind '${tag}': it was sent by another version of multiprocessing-ts`,
    );
  return found;
}
