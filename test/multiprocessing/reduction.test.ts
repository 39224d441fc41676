import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PicklingError } from '../../src/multiprocessing/errors.ts';
import { dumps, loads } from '../../src/multiprocessing/reduction.ts';
import { loaderState, registerTargets } from '../../src/multiprocessing/targetTable.ts';

class Point {
  x: number;
  y: number;
  constructor(x: number, y: number) {
    this.x = x;
    this.y = y;
    constructed++;
  }
  get length(): number {
    return Math.hypot(this.x, this.y);
  }
  static origin(): Point {
    return new Point(0, 0);
  }
}
let constructed = 0;
class Names extends Map<string, number> {
  label = 'names';
}
class Failure extends RangeError {
  readonly row: number;
  constructor(message: string, row: number) {
    super(message);
    this.row = row;
  }
}
function double(n: number): number {
  return 2 * n;
}

registerTargets('file:///targets.ts', {
  Point: () => Point,
  Names: () => Names,
  Failure: () => Failure,
  double: () => double,
  unready: () => {
    throw new ReferenceError('not yet');
  },
});
// Importing a module whose table is there: nothing is read from disk
const importable = import.meta.url;
registerTargets(importable, { Point: () => Point, Names: () => Names, Failure: () => Failure, double: () => double });
loaderState.active = true;

const copy = (value: unknown): Promise<unknown> => loads(dumps(value).replaceAll('file:///targets.ts', importable));
const refusal = (value: unknown): string => {
  try {
    dumps(value, 'args');
  } catch (error) {
    assert.ok(error instanceof PicklingError, String(error));
    return error.message;
  }
  return assert.fail('it was accepted');
};

describe('values that travel (R-04)', () => {
  const values: Record<string, unknown> = {
    null: null,
    undefined,
    booleans: [true, false],
    numbers: [0, -0, 1.5, Number.NaN, Infinity, -Infinity, Number.MAX_SAFE_INTEGER],
    bigint: 2n ** 80n,
    strings: ['', 'ä€😀', 'line\nbreak\u2028', '\ud800'],
    'nested arrays and objects': { a: [1, { b: [] }], 'odd key': { __proto__: null } },
    holes: [1, , 3], // eslint-disable-line no-sparse-arrays
    map: new Map<unknown, unknown>([
      ['a', 1],
      [{ key: 1 }, new Set([1, 'b'])],
    ]),
    date: new Date(86_400_000),
    'invalid date': new Date(Number.NaN),
    regexp: /a+(?<x>b)/giu,
    url: new URL('https://example.org/a?b#c'),
    bytes: new Uint8Array([0, 255, 128]),
    buffer: Buffer.from('hello'),
    'typed arrays': [new Float64Array([1.5, -0]), new BigInt64Array([-1n]), new Int16Array([-2, 300])],
    arrayBuffer: new Uint8Array([1, 2, 3]).buffer,
    dataView: new DataView(new Uint8Array([1, 2, 3]).buffer, 1),
    'shared symbol': Symbol.for('a'),
  };
  for (const [name, value] of Object.entries(values)) {
    it(name, async () => assert.deepStrictEqual(await copy(value), value));
  }

  it('a key named __proto__ stays a field', async () => {
    const value = JSON.parse('{"__proto__": {"evil": true}}') as object;
    const result = (await copy(value)) as object;
    assert.equal(Object.getPrototypeOf(result), Object.prototype);
    assert.deepEqual(Object.keys(result), ['__proto__']);
  });

  it('keeps cycles and sharing', async () => {
    const shared = { n: 1 };
    const value: Record<string, unknown> = { a: shared, b: shared, list: [] };
    value['self'] = value;
    (value['list'] as unknown[]).push(value, new Map([[value, shared]]));
    const result = (await copy(value)) as typeof value;
    assert.equal(result['self'], result);
    assert.equal(result['a'], result['b']);
    const [first, map] = result['list'] as [unknown, Map<unknown, unknown>];
    assert.equal(first, result);
    assert.equal(map.get(result), result['a']);
  });

  it('has no limit of depth', async () => {
    let value: unknown = null;
    for (let i = 0; i < 100_000; i++) value = { next: value };
    let depth = 0;
    for (let at = await copy(value); at !== null; at = (at as { next: unknown }).next) depth++;
    assert.equal(depth, 100_000);
  });
});

describe('functions, classes and instances (R-01, R-05)', () => {
  it('functions and classes by reference', async () => {
    assert.deepEqual(await copy([double, Point, Math.max, Point.origin]), [double, Point, Math.max, Point.origin]);
  });

  it('instances with their methods, without their constructor', async () => {
    const point = new Point(3, 4);
    const before = constructed;
    const result = (await copy(point)) as Point;
    assert.ok(result instanceof Point);
    assert.equal(result.length, 5);
    assert.equal(constructed, before);
  });

  it('instances that refer to themselves and to each other', async () => {
    const a = Object.assign(new Point(1, 2), { other: {} });
    a.other = { back: a };
    const result = (await copy(a)) as typeof a;
    assert.ok(result instanceof Point);
    assert.equal((result.other as { back: unknown }).back, result);
  });

  it('classes derived from built-in ones', async () => {
    const names = new Names([['a', 1]]);
    const result = (await copy(names)) as Names;
    assert.ok(result instanceof Names);
    assert.equal(result.get('a'), 1);
    assert.equal(result.label, 'names');
  });

  it('errors with class, message, stack, cause and fields', async () => {
    const error = new Failure('bad row', 17);
    error.cause = new AggregateError([new TypeError('one')], 'several');
    const result = (await copy(error)) as Failure;
    assert.ok(result instanceof Failure);
    assert.equal(result.message, 'bad row');
    assert.equal(result.row, 17);
    assert.equal(result.stack, error.stack);
    assert.ok(result.cause instanceof AggregateError);
    assert.ok(result.cause.errors[0] instanceof TypeError);
    assert.deepEqual(Object.keys(result), ['row']);
  });
});

describe('what cannot travel says where it is and what to do (R-02, R-03)', () => {
  it('lambdas and local functions', () => {
    assert.match(
      refusal([1, { callback: () => 1 }]),
      /^cannot send args\[1\]\.callback: it is the lambda 'callback'.*Declare it/,
    );
    function local(): void {}
    assert.match(refusal({ local }), /args\.local: it is the function 'local', which does not stand at the top level/);
    assert.match(refusal(double.bind(null)), /bound function 'double'/);
  });

  it('instances of local classes', () => {
    class Local {}
    assert.match(refusal(new Map([['k', new Local()]])), /args\.get\(k\): it is an instance of the class 'Local'/);
  });

  const refused: [string, unknown, RegExp][] = [
    ['a promise', Promise.resolve(1), /a promise/],
    ['a generator', (function* () {})(), /iterator or generator/],
    ['an iterator', [1][Symbol.iterator](), /iterator or generator/],
    ['a WeakMap', new WeakMap(), /weak reference/],
    ['a stream', process.stdout, /a stream/],
    ['a private symbol', Symbol('private'), /symbol/],
    ['a built-in class without fields', new Intl.NumberFormat(), /built-in class 'Intl\.NumberFormat'/],
    ['an AbortSignal', new AbortController().signal, /AbortSignal/],
  ];
  for (const [name, value, message] of refused) {
    it(name, () => assert.match(refusal({ here: value }), message));
  }
});

describe('reading', () => {
  it('a name that is not there', async () => {
    const text = dumps(double).replaceAll('file:///targets.ts', importable).replace('"double"', '"gone"');
    await assert.rejects(loads(text), /'gone' was not found in .*Declare it at the top level/);
  });

  it('another function of the same name', async () => {
    const text = dumps(double)
      .replaceAll('file:///targets.ts', importable)
      .replace('"double"', '"double","source":"function double() {}"');
    await assert.rejects(loads(text), /is not the function that was sent/);
  });
});
