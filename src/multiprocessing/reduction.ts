/**
 * Values to text and back: what structured cloning takes, and functions, classes and instances of classes besides,
 * by reference. Cycles and shared references are kept. It works through a list and not recursively, so that depth is
 * no limit.
 *
 * The text is JSON: `[root, node, node, …]`. A node is an object's content; inside it, a number, string, boolean or
 * null stands for itself, `[n]` for the object of node n, and `[tag, …]` for the primitives that JSON lacks.
 */
import { boundParts } from './boundMethod.ts';
import { PicklingError } from './errors.ts';
import { checkedPrimitive, type Encoded, primitive } from './primitives.ts';
import { HANDLE_TAG, objectsIn, whileReferred, type HandleContent } from './handles.ts';
import { BUILTIN, referenceTo, type Callable } from './targets.ts';
import { writeFields } from './fields.ts';
import { boundMethod, REDUCED_TAG } from './ownKinds.ts';
import { kindOf } from './reducers.ts';
import { SELF, ValueReader, type MakeSelf, type Node } from './valueReader.ts';

/**
 * @param label What the value is called in errors, such as `args`.
 * @throws PicklingError that names the path to what cannot travel.
 */
export function dumps(value: unknown, label = 'value'): string {
  return dumpsWithObjects(value, label).text;
}

/**
 * The same. @returns The objects of the hub, too, that are in the value.
 * @param self The Process that is being started: wherever it stands in the value, the child has its own object for it.
 */
export function dumpsWithObjects(
  value: unknown,
  label = 'value',
  self: object | null = null,
): { text: string; objects: readonly number[] } {
  const writer = new Writer(label, self);
  const root = writer.encode(value, '');
  const text = JSON.stringify([root, ...writer.finish()]);
  return { text, objects: writer.objects };
}

/**
 * Rebuilds what `dumps` wrote; imports the modules of the functions and classes in it.
 * @param makeSelf Makes the Process that is being started, of its class.
 * @throws PicklingError when one is not found.
 */
export async function loads(text: string, makeSelf?: MakeSelf): Promise<unknown> {
  const [root, ...nodes] = JSON.parse(text) as [Encoded, ...Node[]];
  const reader = new ValueReader(nodes, makeSelf);
  await reader.resolveReferences();
  return reader.decode(root);
}

/**
 * The same, at once where all modules are here already.
 * @param referred Whether the hub knows that this process refers to the objects that are in the value.
 */
export function loadsNow(text: string, referred: boolean): unknown {
  const [root, ...nodes] = JSON.parse(text) as [Encoded, ...Node[]];
  if (nodes.length === 0) return primitive(root);
  const reader = new ValueReader(nodes);
  const decode = (): unknown => (referred ? whileReferred(() => reader.decode(root)) : reader.decode(root));
  return reader.resolveHere() ? decode() : reader.resolveReferences().then(decode);
}

/** The same, without importing anything. @throws PicklingError where a module of the value is not here. */
export function loadsHere(text: string): unknown {
  const [root, ...nodes] = JSON.parse(text) as [Encoded, ...Node[]];
  const reader = new ValueReader(nodes);
  if (!reader.resolveHere()) throw new PicklingError('a module that it needs has not been imported in this process');
  return reader.decode(root);
}

class Writer {
  readonly #nodes: Node[] = [];
  readonly #indexes = new Map<object, number>();
  readonly #pending: { value: object; path: string }[] = [];
  readonly #label: string;
  readonly #self: object | null;
  readonly objects: number[] = [];

  constructor(label: string, self: object | null) {
    this.#label = label;
    this.#self = self;
  }

  encode = (value: unknown, path: string): Encoded => {
    if (!isObject(value))
      return checkedPrimitive(value, () => this.#fail(path, value, 'a symbol that is not shared (Symbol.for)'));
    let index = this.#indexes.get(value);
    if (index === undefined) {
      index = this.#pending.length;
      this.#indexes.set(value, index);
      this.#pending.push({ value, path });
    }
    return [index];
  };

  /** Encodes what `encode` has met, and what that leads to. */
  finish(): Node[] {
    for (let next = 0; next < this.#pending.length; next++) {
      const { value, path } = this.#pending[next] as { value: object; path: string };
      this.#nodes.push(
        typeof value === 'function' ? this.#function(value as Callable, path) : this.#object(value, path),
      );
    }
    return this.#nodes;
  }

  #object(value: object, path: string): Node {
    if (value === this.#self) return [SELF, null, this.encode(value.constructor, '.processClass')];
    const kind = kindOf(value);
    if ('refused' in kind) throw this.#fail(path, value, kind.refused);
    const child = (item: unknown, step: string): Encoded => this.encode(item, path + step);
    const content = kind.write(value as never, child);
    if (kind.tag === HANDLE_TAG) this.objects.push(...objectsIn(content as HandleContent));
    if (kind.tag === REDUCED_TAG) return [kind.tag, content];
    const prototype = Object.getPrototypeOf(value) as object | null;
    const { constructor } = (prototype ?? Object.prototype) as { constructor: Callable };
    const isOwn = kind.prototypes.includes(prototype) || (constructor as unknown) === Object;
    const fields =
      kind.fields === 'all' || (kind.fields === 'derived' && !isOwn)
        ? writeFields(value, child, kind.fieldsOf?.(value as never))
        : [];
    if (!isOwn) return [kind.tag, content, this.#class(constructor, value, path), fields];
    return fields.length === 0 ? [kind.tag, content] : [kind.tag, content, null, fields];
  }

  #class(constructor: Callable, value: object, path: string): Encoded {
    const reference = typeof constructor === 'function' ? referenceTo(constructor) : null;
    if (reference?.module === BUILTIN)
      throw this.#fail(path, value, `an instance of the built-in class '${reference.name}'`);
    if (reference === null) {
      const what = `an instance of the class '${nameOf(constructor)}', which does not stand at the top level of a module`;
      throw this.#fail(path, value, `${what}. Declare the class there, so that the other process can find it`);
    }
    return this.encode(constructor, path);
  }

  #function(value: Callable, path: string): Node {
    if (boundParts(value) !== null)
      return [boundMethod.tag, boundMethod.write(value as never, (item, step) => this.encode(item, path + step))];
    const reference = referenceTo(value);
    if (reference !== null) return ['f', reference];
    throw this.#fail(path, value, describeFunction(value));
  }

  #fail(path: string, value: unknown, what: string): PicklingError {
    const place = (this.#label + path).replace(/^\./, '');
    const error = new PicklingError(`cannot send ${place}: it is ${what}`);
    return Object.assign(error, { path: place, ...(isObject(value) ? {} : { value }) });
  }
}

const nameOf = (value: unknown): string => (typeof value === 'function' && value.name) || '(anonymous)';

function describeFunction(value: Callable): string {
  const remedy = 'Declare it as a function at the top level of a module, so that the other process can find it';
  const { name } = value;
  if (name.startsWith('bound '))
    return `the bound function '${name.slice(6)}', which carries an object that is not known. ${bindSo(name.slice(6))}`;
  const what = kindOfFunction(String(value));
  if (what === 'method') return `the method '${name}', which does not know its object. ${bindSo(name)}`;
  if (name === '') return `an anonymous ${what}. ${remedy}`;
  return `the ${what} '${name}', which does not stand at the top level of a module. ${remedy}`;
}

const bindSo = (method: string): string => `Send it by bound(object, '${method}'), so that its object goes with it`;

function kindOfFunction(source: string): string {
  if (source.startsWith('class')) return 'class';
  if (/^(async\s*)?(\([^)]*\)|[\w$]+)\s*=>/.test(source)) return 'lambda';
  return /^(async\s+)?\*?\s*(?!function\b)[\w$]+\s*\(/.test(source) ? 'method' : 'function';
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}
