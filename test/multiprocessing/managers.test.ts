/** Managers: the rows M-01 to M-07 and M-12 to M-18 of the behaviour checklist, A-02, B-12, D-03, D-12. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import { runProgram, shown, startProgram, WITHOUT_SIGNALS } from '../helpers/runProgram.ts';

const WITHOUT_UNIX_SOCKETS = process.platform === 'win32' && 'Windows has named pipes instead';

it('M-01 A-02 Manager() starts a process of its name, that is no daemon and an active child', async (t) => {
  const lines = await shown(
    t,
    `

    if (import.meta.main) {
    const manager = await mp.Manager();
    const [server] = mp.activeChildren();
    show([server?.name, server?.daemon, mp.activeChildren().length]);
    show([typeof manager.address, manager instanceof mp.SyncManager, String(manager)]);
    await manager.shutdown();
    show([mp.activeChildren().length, server?.exitcode, String(manager)]);
    }`,
  );
  assert.deepEqual(lines, [
    ['SyncManager-1', false, 1],
    ['string', true, '<SyncManager started>'],
    [0, 0, '<SyncManager shutdown>'],
  ]);
});

it('M-01 its address is the path of a socket in a private folder', { skip: WITHOUT_UNIX_SOCKETS }, async (t) => {
  const lines = await shown(
    t,
    `

    if (import.meta.main) {
    const { statSync, existsSync } = await import('node:fs');
    const { dirname } = await import('node:path');
    const manager = await mp.Manager();
    const path = manager.address as string;
    show([statSync(path).isSocket(), (statSync(dirname(path)).mode & 0o777).toString(8)]);
    await manager.shutdown();
    show(existsSync(path));
    }`,
  );
  assert.deepEqual(lines, [[true, '700'], false]);
});

it('M-02 the text of a proxy is its own; that of the object has to be asked for', async (t) => {
  const lines = await shown(
    t,
    `
    import { inspect } from 'node:util';
    if (import.meta.main) {
    await using manager = await mp.Manager();
    const list = manager.list([1, 'two', { three: 3 }]), dict = manager.dict({ a: [1] });
    show([list, dict].map((proxy) => String(proxy).replace(/0x[0-9a-f]+/, '0x…')));
    show(inspect(list) === String(list));
    show([await list._str(), await dict._str(), await list._getvalue(), await dict._getvalue()]);
    }`,
  );
  assert.deepEqual(lines, [
    ["<ListProxy object, typeid 'list' at 0x…>", "<DictProxy object, typeid 'dict' at 0x…>"],
    true,
    ["[ 1, 'two', { three: 3 } ]", '{ a: [ 1 ] }', [1, 'two', { three: 3 }], { a: [1] }],
  ]);
});

it('M-03 a list has the methods of lists, and their errors', async (t) => {
  const lines = await shown(
    t,
    `
    function descending(a: string, b: string) { return a < b ? 1 : -1; }
    if (import.meta.main) {
    await using manager = await mp.Manager();
    const list = manager.list<number>([3, 1]);
    show([await list.push(2, 2), await list.length(), await list.get(0), await list.get(-1), await list.slice(1), await list.slice(-3, -1)]);
    await list.set(-1, 10);
    await list.insert(0, 0);
    await list.extend(new Set([7, 8]));
    await list.append(9);
    show(await list.slice());
    show([await list.pop(), await list.pop(0), await list.remove(0), await list.slice()]);
    show([await list.indexOf(10), await list.index(10), await list.indexOf(11), await list.count(2), await list.includes(8), await list.includes(0)]);
    await list.sort();
    show(await list.slice());
    await list.reverse();
    await list.removeValue(7);
    const seen: number[] = [];
    for await (const item of list) seen.push(item);
    show(seen);
    await list.clear();
    show([await list.pop() ?? 'nothing', await list.length()]);
    for (const body of [() => list.get(0), () => list.set(0, 1), () => list.pop(0), () => list.remove(-1), () => list.removeValue(1), () => list.index(1), () => list.get(0.5)])
      show(await thrown(body));
    const others = manager.list<unknown>(['b', { x: [1] }, 'a']);
    show([await others.indexOf({ x: [1] }), await thrown(() => others.sort())]);
    await others.remove(1);
    await others.sort();
    show(await others.slice());
    await others.sort(descending as never);
    show(await others.slice());
    }`,
  );
  assert.deepEqual(lines, [
    [4, 4, 3, 2, [1, 2, 2], [1, 2]],
    [0, 3, 1, 2, 10, 7, 8, 9],
    [9, 0, 3, [1, 2, 10, 7, 8]],
    [2, 2, -1, 1, true, false],
    [1, 2, 7, 8, 10],
    [10, 8, 2, 1],
    ['nothing', 0],
    'IndexError: list index out of range',
    'IndexError: list assignment index out of range',
    'IndexError: pop from empty list',
    'IndexError: list index out of range',
    'ValueError: list.remove(x): x not in list',
    'ValueError: list.index(x): x not in list',
    'TypeError: list indices must be integers',
    [1, "TypeError: '<' not supported between object and string: give sort() a function that compares"],
    ['a', 'b'],
    ['b', 'a'],
  ]);
});

it('M-04 a dict has the methods of dicts, and their errors; keys and entries are plain arrays', async (t) => {
  const lines = await shown(
    t,
    `

    if (import.meta.main) {
    await using manager = await mp.Manager();
    const dict = manager.dict<unknown>(new Map([['a', 1]]));
    await dict.set('b', [2]);
    await dict.update({ c: 3 });
    await dict.update([['__proto__', 4], ['e', 5]]);
    show([await dict.get('a'), await dict.get('none') ?? 'undefined', await dict.has('c'), await dict.has('d'), await dict.size()]);
    show([await dict.keys(), await dict.values(), await dict.entries()]);
    show([await dict.delete('__proto__'), await dict.delete('d'), await dict.pop('e'), await dict.pop('e', 'other')]);
    show([await dict.setdefault('a', 9), await dict.setdefault('f', 6), await dict.popitem(), await dict.copy()]);
    const keys: string[] = [];
    for await (const key of dict) keys.push(key);
    show(keys);
    await dict.clear();
    show([await dict.size(), await thrown(() => dict.pop('a')), await thrown(() => dict.popitem())]);
    }`,
  );
  assert.deepEqual(lines, [
    [1, 'undefined', true, false, 5],
    [
      ['a', 'b', 'c', '__proto__', 'e'],
      [1, [2], 3, 4, 5],
      [
        ['a', 1],
        ['b', [2]],
        ['c', 3],
        ['__proto__', 4],
        ['e', 5],
      ],
    ],
    [true, false, 5, 'other'],
    [1, 6, ['f', 6], { a: 1, b: [2], c: 3 }],
    ['a', 'b', 'c'],
    [0, "KeyError: 'a'", "KeyError: 'popitem(): dictionary is empty'"],
  ]);
});

it('M-05 B-12 a value that was read is a frozen copy: to change it throws, to set a changed copy works', async (t) => {
  const lines = await shown(
    t,
    `
    class Job { state = 'new'; }
    if (import.meta.main) {
    await using manager = await mp.Manager();
    const dict = manager.dict<any>({ b: [1], o: { deep: { x: 1 } }, m: new Map([['k', [1]]]), s: new Set([1]), j: new Job(), d: new Uint8Array(2) });
    show(await thrown(async () => (await dict.get('b')).push(2)));
    show(await thrown(async () => { (await dict.get('o')).deep.x = 2; }));
    show(await thrown(async () => (await dict.get('m')).set('k', 2)));
    show(await thrown(async () => (await dict.get('m')).get('k').push(2)));
    show(await thrown(async () => (await dict.get('s')).add(2)));
    show(await dict.get('b'));
    await dict.set('b', [...(await dict.get('b')), 2]);
    show(await dict.get('b'));
    const job = await dict.get('j'), bytes = await dict.get('d');
    job.state = 'done';
    bytes[0] = 7;
    await dict.set('j', job);
    show([(await dict.get('j')).state, job instanceof Job, bytes[0]]);
    await dict.set('m', await dict.get('m'));
    show([...(await dict.get('m'))]);
    const copy = await dict.copy(), popped = await dict.pop('b');
    copy.b.push(3);
    popped.push(4);
    show([copy.b, popped]);
    const list = manager.list<any>([[1]]);
    show(await thrown(async () => (await list.get(0)).push(2)));
    show(await thrown(async () => (await list.slice())[0].push(2)));
    (await list.slice()).push([2]);
    for await (const item of list) show(Object.isFrozen(item));
    const space = manager.Namespace<any>({ items: [] });
    show(await thrown(async () => (await space.get('items')).push(2)));
    }`,
  );
  const array = (length: number) => `TypeError: Cannot add property ${length}, object is not extensible`;
  const collection = "TypeError: this is a copy of what is in the manager's server: change a copy of it, and set that";
  assert.deepEqual(lines, [
    array(1),
    "TypeError: Cannot assign to read only property 'x' of object '#<Object>'",
    collection,
    array(1),
    collection,
    [1],
    [1, 2],
    ['done', true, 7],
    [['k', [1]]],
    [
      [1, 2, 3],
      [1, 2, 4],
    ],
    array(1),
    array(1),
    true,
    array(0),
  ]);
});

it('M-06 a proxy in a proxy stays shared, whoever put it there', async (t) => {
  const lines = await shown(
    t,
    `
    async function child(outer: mp.ListProxy<mp.DictProxy>) {
      const inner = await outer.get(0);
      await inner.set('x', 2);
      await outer.push(inner);
    }
    if (import.meta.main) {
      await using manager = await mp.Manager();
      const outer = manager.list<mp.DictProxy>(), inner = manager.dict();
      await outer.append(inner);
      const process = new Process({ target: child, args: [outer] });
      process.start();
      await process.join();
      show([await inner.copy(), await outer.length(), await (await outer.get(1)).copy(), await manager.numberOfObjects()]);
      await inner.set('self', inner);
      show(await ((await inner.get('self')) as mp.DictProxy).get('x'));
      const other = await mp.Manager();
      const elsewhere = other.dict({ place: 'elsewhere' });
      await outer.append(elsewhere);
      show(await (await outer.get(-1)).get('place'));
      await other.shutdown();
    }`,
  );
  assert.deepEqual(lines, [[{ x: 2 }, 2, { x: 2 }, 2], 2, 'elsewhere']);
});

it('M-07 a Namespace has attributes; those with an underscore stay in the proxy', async (t) => {
  const lines = await shown(
    t,
    `

    if (import.meta.main) {
    await using manager = await mp.Manager();
    const space = manager.Namespace<{ name: string; z: number; nope: number; _own: number }>({ z: 1 });
    await space.set('name', 'Bob');
    await space.set('_own', 2);
    show([await space.get('name'), await space.get('_own'), await space._str(), await space._getvalue()]);
    show(await thrown(() => space.get('nope')));
    await space.delete('name');
    show([await thrown(() => space.get('name')), await thrown(() => space.delete('name')), await space._str()]);
    await space.delete('_own');
    show(await thrown(() => space.get('_own')));
    }`,
  );
  const missing = (name: string) => `AttributeError: 'Namespace' object has no attribute '${name}'`;
  assert.deepEqual(lines, [
    ['Bob', 2, "Namespace(name='Bob', z=1)", { z: 1, name: 'Bob' }],
    missing('nope'),
    [missing('name'), missing('name'), 'Namespace(z=1)'],
    "AttributeError: 'NamespaceProxy' object has no attribute '_own'",
  ]);
});

it('M-12 proxies go to processes as arguments, through queues and pipes, and as fields; all see one object', async (t) => {
  const lines = await shown(
    t,
    `
    class Worker extends Process {
      dict: mp.DictProxy<number>;
      constructor(dict: mp.DictProxy<number>) { super(); this.dict = dict; }
      override async run() { await this.dict.set(this.name, 1); }
    }
    async function fill(dict: mp.DictProxy<number>, key: string) {
      await dict.set(key, 2);
      const keys: string[] = [];
      for await (const each of dict) keys.push(each);
      if (!keys.includes(key)) throw new Error('it is not there');
    }
    async function pass(queue: mp.Queue<mp.DictProxy<number>>, pipe: mp.Connection<mp.DictProxy<number>>) {
      const dict = await queue.get();
      await dict.set('queue', 3);
      await pipe.send(dict);
    }
    if (import.meta.main) {
      await using manager = await mp.Manager();
      const dict = manager.dict<number>();
      const queue = new mp.Queue<mp.DictProxy<number>>();
      const [ours, theirs] = mp.Pipe<mp.DictProxy<number>>();
      const all = [
        new Worker(dict),
        ...['a', 'b', 'c'].map((key) => new Process({ target: fill, args: [dict, key] })),
        new Process({ target: pass, args: [queue, theirs] }),
      ];
      for (const process of all) process.start();
      await queue.put(dict);
      const back = await ours.recv();
      await back.set('pipe', 4);
      for (const process of all) await process.join();
      show(all.map((process) => process.exitcode));
      show(Object.entries(await dict.copy()).sort());
      ours.close();
      theirs.close();
    }`,
  );
  assert.deepEqual(lines, [
    [0, 0, 0, 0, 0],
    [
      ['Worker-2', 1],
      ['a', 2],
      ['b', 2],
      ['c', 2],
      ['pipe', 4],
      ['queue', 3],
    ],
  ]);
});

it('M-13 an object that nobody has a proxy of is dropped: released, in an object that goes, in a process that ends', async (t) => {
  const lines = await shown(
    t,
    `
    async function child(list: mp.ListProxy<mp.DictProxy>, made: mp.Queue<mp.DictProxy>, stop: mp.Queue<mp.DictProxy>) {
      await (await list.get(0)).set('seen', true);
      await made.put(await list.get(0));
      await stop.get();
    }
    if (import.meta.main) {
      await using manager = await mp.Manager();
      const count = () => manager.numberOfObjects();
      const dict = manager.dict(), other = manager.dict();
      const list = manager.list<mp.DictProxy>([dict]);
      show(await count());
      await other[Symbol.asyncDispose]();
      await other[Symbol.asyncDispose]();
      show([await count(), await thrown(() => other.get('a'))]);
      await dict[Symbol.asyncDispose]();
      show(await count()); // the list has it
      const made = new mp.Queue<mp.DictProxy>(), stop = new mp.Queue<mp.DictProxy>();
      const process = new Process({ target: child, args: [list, made, stop] });
      process.start();
      await using again = await made.get();
      await list[Symbol.asyncDispose]();
      show(await count()); // the child has both
      await stop.put(again);
      await process.join();
      show([await again.copy(), process.exitcode]);
      {
        await using short = manager.list();
        show(await short.length());
      }
      while ((await count()) > 1) await sleep(0.01); // the end of the child is noticed, and the list with it
      show(await count());
    }`,
    { execArgv: ['--expose-gc'] },
  );
  assert.deepEqual(lines.slice(0, 6), [3, lines[1], 2, 2, [{ seen: true }, 0], 0]);
  assert.match(String((lines[1] as unknown[])[1]), /^ValueError: <DictProxy object, .*> has been released$/);
});

it('M-13 an object whose proxies are collected is dropped', async (t) => {
  const lines = await shown(
    t,
    `

    if (import.meta.main) {
    await using manager = await mp.Manager();
    const kept = manager.dict();
    for (let i = 0; i < 500; i++) await manager.list().push(i);
    while ((await manager.numberOfObjects()) > 1) {
      (globalThis as unknown as { gc(): void }).gc();
      await sleep(0.01);
    }
    await kept.set('still', 'there');
    show(await kept.copy());
    }`,
    { execArgv: ['--expose-gc'] },
  );
  assert.deepEqual(lines, [{ still: 'there' }]);
});

it('M-14 after shutdown() nothing can be made or called, and it may be repeated', async (t) => {
  const lines = await shown(
    t,
    `

    if (import.meta.main) {
    const manager = new mp.SyncManager();
    show(await thrown(() => manager.dict()));
    await manager.shutdown();
    await manager.start();
    const dict = manager.dict();
    await dict.set('a', 1);
    show(await thrown(() => manager.start()));
    await manager.shutdown();
    await manager.shutdown();
    show(await thrown(() => manager.list()));
    show(await thrown(() => manager.start()));
    const error = await dict.get('a').catch((error: unknown) => error);
    show([error instanceof mp.OSError, (error as Error).message.replace(/ at .* cannot/, ' at … cannot')]);
    show(mp.activeChildren().length);
    }`,
  );
  const place = process.platform === 'win32' ? 'ENOENT' : 'ENOENT';
  assert.deepEqual(lines, [
    'AssertionError: server not yet started',
    'ProcessError: Already started server',
    'AssertionError: server not yet started',
    'ProcessError: Manager has shut down',
    [true, `the manager's server at … cannot be reached (${place}): it has been shut down or has ended`],
    0,
  ]);
});

const COUNTER = `
class CounterError extends Error { readonly count: number; constructor(count: number) { super('count is ' + count); this.count = count; } }
class Counter {
  n: number;
  constructor(n = 0) { if (n < 0) throw new RangeError('negative'); this.n = n; }
  increment(by = 1) { this.n += by; return this.n; }
  async later() { await new Promise((resolve) => setTimeout(resolve, 5)); return this.n; }
  raise(): never { throw new CounterError(this.n); }
  raiseLocal(): never { class Local extends Error { override name = 'Local'; } throw new Local('who knows'); }
  raiseText(): never { throw 'a text'; }
  closure() { return () => this.n; }
  _hidden() { return this.n; }
  self() { return this; }
}
class Derived extends Counter { twice() { return this.n * 2; } }
class CounterProxy extends mp.BaseProxy {
  async add(by: number) { return this._callmethod('increment', [by]); }
}
class MyManager extends mp.BaseManager {
  declare readonly Counter: mp.Made<typeof Counter>;
  declare readonly Derived: mp.Made<typeof Derived>;
  declare readonly Few: mp.Made<typeof Counter>;
  declare readonly Own: (n: number) => CounterProxy;
  declare readonly makeCounter: mp.Made<typeof makeCounter>;
  declare readonly Family: mp.Made<typeof Family>;
}
class Family { readonly #children = new Map<string, Counter>(); child(name: string) { const child = this.#children.get(name) ?? new Counter(); this.#children.set(name, child); return child; } }
async function makeCounter(n: number) { return new Counter(n); }
MyManager.register('Counter', Counter);
MyManager.register('Derived', Derived);
MyManager.register('Few', Counter, { exposed: ['later', '_hidden'] });
MyManager.register('Own', Counter, { proxytype: CounterProxy });
MyManager.register('makeCounter', makeCounter);
MyManager.register('Family', Family, { methodToTypeid: { child: 'Counter' } });
`;

it('M-16 own classes: only what is exposed is on the proxy, and can be called', async (t) => {
  const lines = await shown(
    t,
    `${COUNTER}
    async function child(counter: mp.Remote<Counter>, own: CounterProxy) {
      await counter.increment(10);
      show([await own.add(5), own instanceof CounterProxy, typeof counter.increment, typeof (counter as any)._hidden]);
    }
    if (import.meta.main) {
      await using manager = await new MyManager().start();
      show(mp.activeChildren().map(({ name }) => name));
      const counter = manager.Counter(1), few = manager.Few(2), own = manager.Own(3), derived = manager.Derived(4);
      show([await counter.increment(), await counter.later(), await derived.twice(), await derived.increment()]);
      show([typeof (counter as any)._hidden, typeof few.later, typeof few.increment]);
      show(await (few as any)._hidden());
      for (const body of [() => counter._callmethod('_hidden'), () => few._callmethod('increment'), () => counter._callmethod('constructor')]) {
        const error = await body().catch((error: unknown) => error) as Error;
        show([error instanceof mp.RemoteError, error.message]);
      }
      show(await (await manager.makeCounter(7)).increment());
      const family = manager.Family();
      const first = await family.child('first') as unknown as mp.Remote<Counter>;
      await first.increment(3);
      show(await ((await family.child('first')) as unknown as mp.Remote<Counter>).increment());
      const process = new Process({ target: child, args: [counter, own] });
      process.start();
      await process.join();
      show([process.exitcode, await counter.increment()]);
    }`,
  );
  assert.deepEqual(lines, [
    ['MyManager-1'],
    [2, 2, 8, 5],
    ['undefined', 'function', 'undefined'],
    2,
    [
      true,
      "method '_hidden' of 'Counter' is not exposed; what is: increment, later, raise, raiseLocal, raiseText, closure, self",
    ],
    [true, "method 'increment' of 'Few' is not exposed; what is: later, _hidden"],
    [
      true,
      "method 'constructor' of 'Counter' is not exposed; what is: increment, later, raise, raiseLocal, raiseText, closure, self",
    ],
    8,
    4,
    [8, true, 'function', 'undefined'],
    [0, 13],
  ]);
});

it('M-17 an error of a method is raised here with its class, message and fields, and the trace there as its cause', async (t) => {
  const lines = await shown(
    t,
    `${COUNTER}
    if (import.meta.main) {
      await using manager = await new MyManager().start();
      const counter = manager.Counter(3);
      const error = await counter.raise().catch((error: unknown) => error) as CounterError;
      show([error instanceof CounterError, error.message, error.count, Object.keys(error)]);
      const { cause } = error;
      show([cause instanceof mp.RemoteTraceback, /^in the manager's server at .*\\n"""\\nCounterError: count is 3\\n    at Counter.raise \\(.*main.ts:\\d+:\\d+\\)/.test((cause as Error).message), (cause as Error).message.includes('.cjs')]);
      show([/main\\.ts/.test(error.stack ?? ''), error.stack?.includes('Counter.raise')]);
      const local = await counter.raiseLocal().catch((error: unknown) => error) as Error;
      show([local instanceof mp.RemoteError, local.name, local.message]);
      show(await counter.raiseText().catch((error: unknown) => error));
      const closure = await counter.closure().catch((error: unknown) => error) as Error;
      const [first, ...text] = String(closure).slice(1).split('\\n');
      show([closure instanceof mp.RemoteError, first === '-'.repeat(75), text.at(-1) === first]);
      show(text[0]?.replace(/^\\[|\\]$/g, '')); // without frames it is shown in brackets
      show([await thrown(() => manager.Counter(-1).increment()), await thrown(() => manager.create('Counter', -1))]);
      show(await thrown(() => counter.increment((() => 1) as never)));
      show(await thrown(() => manager.create('Nothing')));
      show(await counter.increment());
    }`,
  );
  assert.deepEqual(lines, [
    [true, 'count is 3', 3, ['count']],
    [true, true, false],
    [true, false],
    [true, 'RemoteError', 'Local: who knows'],
    'a text',
    [true, true, true],
    'RemoteError: Unserializable message: closure() returned [Function (anonymous)]: cannot send result: it is an anonymous lambda. Declare it as a function at the top level of a module, so that the other process can find it',
    ['RangeError: negative', 'RangeError: negative'],
    'PicklingError: cannot send args[0]: it is an anonymous lambda. Declare it as a function at the top level of a module, so that the other process can find it',
    "ValueError: the manager's server knows no type 'Nothing', but Counter, Derived, Few, Own, makeCounter, Family: register() it there",
    4,
  ]);
});

it('M-18 the initializer runs in the server; what it throws, start() throws', async (t) => {
  const lines = await shown(
    t,
    `${COUNTER}
    const state = { value: 0 };
    async function prepare(value: number) { if (value < 0) throw new RangeError('too low'); state.value = value; }
    class Reader { read() { return state.value; } }
    class WithReader extends MyManager { declare readonly Reader: mp.Made<typeof Reader>; }
    WithReader.register('Reader', Reader);
    if (import.meta.main) {
      const manager = new WithReader();
      show(await thrown(() => manager.start({ initializer: 5 as never })));
      show(await thrown(() => manager.start({ initializer: prepare, initargs: [-1] })));
      show(await thrown(() => new WithReader().start({ initializer: () => 1 })));
      show(mp.activeChildren().length);
      await manager.start({ initializer: prepare, initargs: [7] });
      show([await manager.Reader().read(), state.value, await manager.Counter(1).increment()]);
      await manager.shutdown();
      class Local {}
      class Wrong extends mp.BaseManager {}
      Wrong.register('Local', Local);
      show(await thrown(() => new Wrong().start()));
      for (const args of [['', Counter], ['start', Counter], ['X', 5]]) show(await thrown(() => Wrong.register(...(args as [string, never]))));
    }`,
  );
  const [lambda, local] = [lines[2], lines[5]].map(String);
  assert.match(lambda ?? '', /^PicklingError: cannot send args\[0\]\.initializer: it is the lambda 'initializer'/);
  assert.match(
    local ?? '',
    /^PicklingError: cannot send args\[0\]\.registry\.Local\.callable: it is the class 'Local'/,
  );
  assert.deepEqual(lines.toSpliced(5, 1).toSpliced(2, 1), [
    'TypeError: initializer must be a callable',
    'RangeError: too low',
    0,
    [7, 0, 2],
    "TypeError: a typeid is a name, not ''",
    "ValueError: 'start' is a method of every manager: choose another",
    "TypeError: what is registered as 'X' must be a class or a function, not 5",
  ]);
});

it('D-03 a daemon cannot have a manager', async (t) => {
  const lines = await shown(
    t,
    `
    async function child() { show(await thrown(() => mp.Manager())); }
    if (import.meta.main) {
      const process = new Process({ target: child, daemon: true });
      process.start();
      await process.join();
    }`,
  );
  assert.match(String(lines[0]), /^AssertionError: daemonic processes are not allowed to have children/);
});

for (const [how, end] of [
  ['its end', ''],
  ['process.exit()', 'process.exit(0);'],
] as const)
  it(`D-12 a manager that nobody has shut down ends with the program, quietly: at ${how}`, async (t) => {
    const { stdout, stderr, code } = await runProgram(
      t,
      `

    if (import.meta.main) {
      const manager = await mp.Manager();
      await manager.dict().set('a', 1);
      show(mp.activeChildren()[0]?.pid);
      ${end}
    }`,
    );
    assert.deepEqual([code, stderr], [0, '']);
    await gone(Number(stdout));
  });

it('D-12 so does one whose server is busy', { skip: WITHOUT_SIGNALS }, async (t) => {
  const { code, stderr, stdout } = await runProgram(
    t,
    `
    class Busy { forEver() { for (;;); } }
    class MyManager extends mp.BaseManager { declare readonly Busy: mp.Made<typeof Busy>; }
    MyManager.register('Busy', Busy);
    if (import.meta.main) {
      const manager = await new MyManager().start();
      const busy = manager.Busy();
      await busy._str();
      busy.forEver().catch(() => {});
      show(mp.activeChildren()[0]?.pid);
      setTimeout(() => process.exit(3), 50);
    }`,
  );
  assert.deepEqual([code, stderr], [3, '']);
  await gone(Number(stdout));
});

it('M-14 shutdown() ends a server that is busy, too', { skip: WITHOUT_SIGNALS }, async (t) => {
  const lines = await shown(
    t,
    `
    class Busy { forEver() { for (;;); } }
    class MyManager extends mp.BaseManager { declare readonly Busy: mp.Made<typeof Busy>; }
    MyManager.register('Busy', Busy);
    if (import.meta.main) {
      const manager = await new MyManager().start();
      const [server] = mp.activeChildren();
      const busy = manager.Busy();
      await busy._str();
      const call = busy.forEver().catch((error: unknown) => (error as Error).name);
      await manager.shutdown();
      show([await call, server?.exitcode, mp.activeChildren().length]);
    }`,
  );
  assert.deepEqual(lines, [['EOFError', -9, 0]]);
});

it('B-06 a server whose starter was killed ends, and leaves no file', { skip: WITHOUT_SIGNALS }, async (t) => {
  const program = startProgram(
    t,
    `
    if (import.meta.main) {
      const manager = await mp.Manager();
      await manager.list().push(1);
      console.log('server', mp.activeChildren()[0]?.pid, manager.address);
      setInterval(() => {}, 1000);
    }`,
  );
  const [, pid, address] = await program.output(/server (\d+) (.*)\n/);
  program.child.kill('SIGKILL');
  await gone(Number(pid));
  assert.equal(existsSync(path.dirname(String(address))), false);
});

/** Resolves when the process is no more: whoever collects it may take a moment. */
async function gone(pid: number): Promise<void> {
  while (isThere(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
