/** What travels to a child, and what does not: the rows R of the behaviour checklist, and B-04. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { shown } from '../helpers/runProgram.ts';

it('R-01 functions go by name: of the top level of any module, exported or not, and static and built-in ones', async (t) => {
  const lines = await shown(
    t,
    `
    import { exported, indirect } from './other.ts';
    function declared(from: string) { show(['declared', from]); }
    const arrow = (from: string) => show(['arrow', from]);
    class Tools {
      static work(from: string) { show(['static', from, this === undefined]); }
    }
    function call(target: (from: string) => unknown) { target('a function as argument'); }
    if (import.meta.main) {
      for (const target of [declared, arrow, Tools.work, exported, indirect()]) {
        const process = new Process({ target, args: ['a target'] });
        process.start();
        await process.join();
      }
      const process = new Process({ target: call, args: [declared] });
      process.start();
      await process.join();
      const builtin = new Process({ target: console.log as never, args: ['"console.log"'] });
      builtin.start();
      await builtin.join();
    }`,
    {
      files: {
        'other.ts': `
          export function exported(from: string) { console.log(JSON.stringify(['exported', from])); }
          function hidden(from: string) { console.log(JSON.stringify(['hidden', from])); }
          export const indirect = () => hidden;`,
      },
    },
  );
  assert.deepEqual(lines, [
    ['declared', 'a target'],
    ['arrow', 'a target'],
    ['static', 'a target', true],
    ['exported', 'a target'],
    ['hidden', 'a target'],
    ['declared', 'a function as argument'],
    'console.log',
  ]);
});

it('R-01 a bound method is a target, a function of a pool and part of a value, and its object goes with it', async (t) => {
  const lines = await shown(
    t,
    `
    class Account {
      constructor(readonly owner: string, public balance: number) {}
      deposit(amount: number, queue?: mp.Queue<unknown>) {
        this.balance += amount;
        void queue?.put([this.owner, this.balance, this instanceof Account]);
        return this.balance;
      }
      greet?: () => string; // itself among its fields
    }
    async function call(methods: { account: Account; deposit: (amount: number) => number }) {
      show([methods.deposit(1), methods.account.balance, String(methods.deposit.name)]);
    }
    if (import.meta.main) {
      const account = new Account('Ada', 10);
      const queue = new mp.Queue<unknown>();
      const process = new Process({ target: mp.bound(account, 'deposit'), args: [5, queue] });
      process.start();
      show(await queue.get());
      await process.join();
      show([account.balance, mp.bound(account, 'deposit')(1)]);
      const other = new Process({ target: call, args: [{ account, deposit: mp.bound(account, 'deposit') }] });
      other.start();
      await other.join();
      await using pool = new mp.Pool(1);
      const deposit = mp.bound(account, 'deposit') as (amount: number) => number;
      show(await pool.map(deposit, [1, 2]));
      account.balance = 100;
      show(await pool.map(deposit, [1]));
      account.balance = 11;
      account.greet = mp.bound({ toText: () => '' }, 'toText');
      show(await thrown(() => mp.bound(account, 'withdraw' as 'deposit')));
      show(await thrown(() => new Process({ target: mp.bound(account, 'deposit') as any }).start()));
    }`,
  );
  assert.deepEqual(lines, [
    ['Ada', 15, true],
    [10, 11],
    [12, 12, 'bound deposit'],
    [12, 14],
    [101],
    "TypeError: bound() takes an object and the name of a method of its: Account { owner: 'Ada', balance: 11, greet: [Function: bound toText] } has no withdraw()",
    "PicklingError: cannot send target.greet.toText: it is the lambda 'toText', which does not stand at the top level of a module. Declare it as a function at the top level of a module, so that the other process can find it",
  ]);
});

it('R-02 B-04 a lambda, a local function, a local class: PicklingError at start(), which stays undone', async (t) => {
  const lines = await shown(
    t,
    `
    function work(..._: unknown[]) {}
    function locals() {
      function local() {}
      class Local {}
      class LocalProcess extends Process {}
      return { local, instance: new Local(), LocalProcess };
    }
    class Owner { method() {} }
    if (import.meta.main) {
      const { local, instance, LocalProcess } = locals();
      const all = [
        new Process({ target: () => {} }),
        new Process({ target: local }),
        new Process({ target: work, args: [{ jobs: [1, { callback: () => {} }] }] }),
        new Process({ target: work, args: [new Map([['key', local]])] }),
        new Process({ target: work, args: [instance] }),
        new Process({ target: new Owner().method.bind(new Owner()) }),
        new Process({ target: new Owner().method }),
        new LocalProcess(),
      ];
      for (const each of all) {
        const error = await thrown(() => each.start());
        show(error.replace(/\\. .*/, ''));
        if (error !== (await thrown(() => each.start()))) show('another error the second time');
        if (each.pid !== null || each.exitcode !== null || each.isAlive()) show('it was started');
      }
      show(await thrown(() => all[1]!.start()));
      show((await thrown(() => all[5]!.start())).replace(/^.*?\\. /, ''));
      show(mp.activeChildren().length);
    }`,
  );
  const notTopLevel = 'which does not stand at the top level of a module';
  assert.deepEqual(lines, [
    `PicklingError: cannot send target: it is the lambda 'target', ${notTopLevel}`,
    `PicklingError: cannot send target: it is the function 'local', ${notTopLevel}`,
    `PicklingError: cannot send args[0].jobs[1].callback: it is the lambda 'callback', ${notTopLevel}`,
    `PicklingError: cannot send args[0].get(key): it is the function 'local', ${notTopLevel}`,
    `PicklingError: cannot send args[0]: it is an instance of the class 'Local', ${notTopLevel}`,
    `PicklingError: cannot send target: it is the bound function 'method', which carries an object that is not known`,
    `PicklingError: cannot send target: it is the method 'method', which does not know its object`,
    `PicklingError: cannot send processClass: it is the class 'LocalProcess', ${notTopLevel}`,
    `PicklingError: cannot send target: it is the function 'local', ${notTopLevel}. ` +
      'Declare it as a function at the top level of a module, so that the other process can find it',
    "Send it by bound(object, 'method'), so that its object goes with it",
    0,
  ]);
});

it('R-03 what lives in its process alone: PicklingError, that names the path', async (t) => {
  const lines = await shown(
    t,
    `
    import { stdout } from 'node:process';
    import { createServer } from 'node:net';
    function work(..._: unknown[]) {}
    function* numbers() { yield 1; }
    class Holder extends Process {
      promise = Promise.resolve();
    }
    if (import.meta.main) {
      const values = { a: Promise.resolve(), b: numbers(), c: new WeakMap(), d: stdout, e: createServer(), f: Symbol('x'), g: new SharedArrayBuffer(1), h: new AbortController().signal, i: new Process() };
      for (const [key, value] of Object.entries(values)) {
        const process = new Process({ target: work, args: [{ [key]: value }] });
        show((await thrown(() => process.start())).replace(/, which .*/, ''));
      }
      show(await thrown(() => new Holder().start()));
    }`,
  );
  const is = (key: string, what: string) => `PicklingError: cannot send args[0].${key}: it is ${what}`;
  assert.deepEqual(lines, [
    is('a', 'a promise'),
    is('b', 'an iterator or generator'),
    is('c', 'a weak reference'),
    is('d', 'a stream'),
    is('e', 'a handle (a server, timer or worker)'),
    is('f', 'a symbol that is not shared (Symbol.for)'),
    is('g', 'a SharedArrayBuffer'),
    is('h', 'an AbortSignal'),
    is('i', 'a Process'),
    'PicklingError: cannot send this.promise: it is a promise, which lives in its process alone',
  ]);
});

it('P-15 a process that holds itself, in a field or among its arguments, is in its child the current one', async (t) => {
  const lines = await shown(
    t,
    `
    import { currentProcess } from 'multiprocessing-ts';
    class Selfish extends Process {
      me = this;
      deep = { list: [this as Process] };
      override run() { show([this.me === this, this.deep.list[0] === this, currentProcess() === this, this.name]); }
    }
    function work(list: unknown[]) { show([list[0] === currentProcess()]); }
    if (import.meta.main) {
      const selfish = new Selfish();
      selfish.start();
      await selfish.join();
      const list: unknown[] = [];
      const process = new Process({ target: work, args: [list] });
      list.push(process);
      show(await thrown(() => new Process({ target: work, args: [[process]] }).start()));
      process.start();
      await process.join();
    }`,
  );
  assert.deepEqual(lines, [
    [true, true, true, 'Selfish-1'],
    'PicklingError: cannot send args[0][0]: it is a Process, which lives in its process alone',
    [true],
  ]);
});

it('R-04 values of every kind arrive equal, cycles and sharing kept', async (t) => {
  const lines = await shown(
    t,
    `
    import assert from 'node:assert/strict';
    const make = () => {
      const shared = { name: 'shared' };
      const cyclic: Record<string, unknown> = { shared, again: shared };
      cyclic.self = cyclic;
      return {
        cyclic,
        primitives: [null, undefined, true, false, 0, -0, 1.5, NaN, Infinity, -Infinity, 2n ** 80n, '', 'text ☃ \\u{1F600} \\u0000', Symbol.for('key')],
        map: new Map<unknown, unknown>([[shared, new Set([1, shared])]]),
        date: new Date(5),
        regExp: /a+/giu,
        bytes: [new Uint8Array([1, 2]), Buffer.from('buffer'), new Float64Array([0.1]), new BigInt64Array([-1n]), new ArrayBuffer(3), new DataView(new ArrayBuffer(2))],
        url: new URL('https://example.org/?q'),
        holes: [1, , 3],
        nothing: Object.create(null),
        error: Object.assign(new RangeError('far', { cause: new Error('deep') }), { row: 3 }),
        nested: Array.from({ length: 5000 }).reduce<unknown>((inner) => [inner], 'deep'),
      };
    };
    function check(value: ReturnType<typeof make>) {
      const expected = make();
      const { error, nested, ...rest } = value;
      const { error: expectedError, nested: _, ...expectedRest } = expected;
      assert.deepStrictEqual(rest, expectedRest);
      assert.ok(error instanceof RangeError && error.message === 'far' && (error.cause as Error).message === 'deep' && error.row === expectedError.row);
      assert.ok(value.cyclic.self === value.cyclic && value.cyclic.shared === value.cyclic.again);
      assert.ok(value.map.has(value.cyclic.shared));
      let depth = 0;
      for (let inner: unknown = nested; Array.isArray(inner); inner = inner[0]) depth++;
      show(['equal', depth]);
    }
    if (import.meta.main) {
      const process = new Process({ target: check, args: [make()] });
      process.start();
      await process.join();
    }`,
  );
  assert.deepEqual(lines, [['equal', 5000]]);
});

it('R-04 the fields of arrays and half a pair of UTF-16 arrive, whichever way they go', async (t) => {
  const lines = await shown(
    t,
    `
    import { isDeepStrictEqual } from 'node:util';
    class Row extends Array<unknown> { label = 'row'; }
    class Samples extends Float32Array { unit = 'm'; }
    function same(value: unknown) { return value; }
    async function echo(from: mp.Queue<unknown>, to: mp.Queue<unknown>) {
      for await (const item of from) await to.put(item);
    }
    const numbers = (length: number) => Array.from({ length }, (_, i) => i);
    if (import.meta.main) {
      const texts = ['\\ud800', 'ü\\udc00', 'x'.repeat(5000) + '\\ud800', ['\\ud800'], { text: '\\ud800' }];
      const fields = [[], [1, 2], [1.5], ['a', null, true], [{}], [[1]], [Buffer.of(1)], [undefined], [1, , 3], numbers(5000)];
      const values: unknown[] = [
        ...texts, 'one two'.match(/(?<first>\\w+)/), ['one'.match(/n/)], { a: Object.assign([1], { b: 2 }) },
        ...fields.map((array) => Object.assign(array, { least: -1, more: { a: [1] } })),
        Object.assign(Row.from([1, 'two']), { label: 'other' }), Object.assign(new Samples(3), { unit: 's' }),
      ];
      const [from, to] = [new mp.Queue<unknown>(), new mp.Queue<unknown>()];
      const child = new Process({ target: echo, args: [from, to] });
      child.start();
      const [end, other] = mp.Pipe();
      await using manager = await mp.Manager();
      await using pool = new mp.Pool(1);
      const list = manager.list<unknown>();
      const ways: Record<string, (value: unknown) => Promise<unknown>> = {
        queue: async (value) => { await from.put(value); return to.get(); },
        pipe: async (value) => { await end.send(value); return other.recv(); },
        apply: (value) => pool.apply(same, [value]),
        map: async (value) => (await pool.map(same, [value]))[0],
        chunk: async (value) => (await pool.map(same, [value, 1], { chunksize: 2 }))[0],
        list: async (value) => { await list.push(value); return list.pop(); },
      };
      for (const [name, way] of Object.entries(ways))
        for (const value of values) {
          const arrived = await way(value);
          if (!isDeepStrictEqual(arrived, value)) show([name, String(value).slice(0, 30), arrived]);
        }
      show(values.length);
      await from.put(null);
      await child.join();
    }`,
  );
  assert.deepEqual(lines, [20]);
});

it('R-05 instances arrive as instances, with fields and methods; no constructor runs in the child', async (t) => {
  const lines = await shown(
    t,
    `
    class Point {
      x: number;
      history: Point[] = [];
      constructor(x: number) { this.x = x; show('constructed ' + x); }
      get double() { return this.x * 2; }
      move(by: number) { this.history.push(this); this.x += by; return this; }
    }
    class Named extends Map<string, Point> { label = 'points'; describe() { return this.label + this.size; } }
    class JobError extends Error { code = 4; override name = 'JobError'; }
    function child(point: Point, named: Named, error: JobError) {
      show([point instanceof Point, point.move(3).x, point.double, point.history[0] === point]);
      show([named instanceof Named, named.describe(), named.get('p') === point]);
      show([error instanceof JobError, error instanceof Error, error.code, error.message]);
    }
    if (import.meta.main) {
      const point = new Point(1);
      const named = new Named();
      named.set('p', point);
      const process = new Process({ target: child, args: [point, named, new JobError('late')] });
      process.start();
      await process.join();
      show(['R-06 arguments are copies', point.x]);
    }`,
  );
  assert.deepEqual(lines, [
    'constructed 1',
    [true, 4, 8, true],
    [true, 'points1', true],
    [true, true, 4, 'late'],
    ['R-06 arguments are copies', 1],
  ]);
});

it('R-05 instances of a registered class travel by the function that makes them, wherever they are', async (t) => {
  const lines = await shown(
    t,
    `
    class Secret {
      #value: unknown;
      constructor(value: unknown, readonly seen = '') { this.#value = value; }
      static reveal(secret: Secret) { return secret.#value; }
    }
    class Derived extends Secret {}
    class Broken {}
    const make = (value: unknown) => new Secret(value, JSON.stringify(value));
    mp.reduction.register(Secret, (secret) => [make, [Secret.reveal(secret)]]);
    mp.reduction.register(Broken, () => 'no reducer' as any);
    function work(secret: Secret, twice: Secret[], nested: Map<string, unknown>) {
      show([secret instanceof Secret, Secret.reveal(secret), twice[0] === secret && twice[1] === secret]);
      const inner = Secret.reveal(nested.get('outer') as Secret) as { inner: Secret; deep: { n: number }[] };
      show([Secret.reveal(inner.inner), inner.deep, (nested.get('outer') as Secret).seen]);
    }
    if (import.meta.main) {
      const secret = new Secret('s');
      const inner = { inner: new Secret([1]), deep: [{ n: 1 }, { n: 2 }] };
      const args = [secret, [secret, secret], new Map([['outer', new Secret(inner)]])] as const;
      const process = new Process({ target: work, args: args as any });
      process.start();
      await process.join();
      const queue = new mp.Queue<any>();
      const itself = { secret: null as unknown };
      itself.secret = new Secret(itself);
      await queue.put(itself.secret);
      show(await thrown(() => queue.get()));
      await queue.put([1, new Secret('queued')]);
      show(Secret.reveal((await queue.get())[1]));
      show(await thrown(() => queue.put(new Broken())));
      show(await thrown(() => mp.reduction.register('Secret' as any, () => [make, [1]])));
      await queue.put(new Derived('lost'));
      show(await thrown(async () => Secret.reveal(await queue.get())));
    }`,
  );
  assert.deepEqual(lines, [
    [true, 's', true],
    [[1], [{ n: 1 }, { n: 2 }], '{"inner":{"seen":"[1]"},"deep":[{"n":1},{"n":2}]}'],
    'PicklingError: cannot rebuild an object of a registered class (reduction.register): it is among the arguments that it is made of',
    'queued',
    "ValueError: the reducer of Broken must return [function, arguments], not 'no reducer'",
    "TypeError: register() takes a class and a function, not 'Secret' and [Function (anonymous)]",
    'TypeError: Cannot read private member #value from an object whose class did not declare it',
  ]);
});

it('R-11 target and args are let go after the start', async (t) => {
  const lines = await shown(
    t,
    `
    function work(_: unknown) {}
    function started() {
      const argument = { items: [1] };
      const process = new Process({ target: work, args: [argument] });
      process.start();
      return [process, new WeakRef(argument)] as const;
    }
    if (import.meta.main) {
      const [process_, reference] = started();
      await process_.join();
      await sleep(0.01); // what a turn of the event loop has looked at is kept until its end
      (globalThis as never as { gc(): void }).gc();
      show(reference.deref() ?? 'gone');
    }`,
    { execArgv: ['--expose-gc'] },
  );
  assert.deepEqual(lines, ['gone']);
});

it('large arguments: 5 MB, to several processes, and the parent may be busy meanwhile', async (t) => {
  const lines = await shown(
    t,
    `
    function child(text: string, bytes: Uint8Array) { show([text.length, text.at(-1), bytes.length, bytes[4_999_999]]); }
    if (import.meta.main) {
      const text = 'ä'.repeat(2_500_000) + 'z';
      const bytes = new Uint8Array(5_000_000).fill(7);
      const all = [1, 2].map(() => new Process({ target: child, args: [text, bytes] }));
      for (const each of all) each.start();
      for (const start = Date.now(); Date.now() - start < 300; );
      for (const each of all) await each.join();
      show(all.map((each) => each.exitcode));
    }`,
  );
  assert.deepEqual(lines, [
    [2_500_001, 'z', 5_000_000, 7],
    [2_500_001, 'z', 5_000_000, 7],
    [0, 0],
  ]);
});
