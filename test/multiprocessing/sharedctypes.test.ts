/** Value and Array: the rows V of the behaviour checklist, and B-12. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { runProgram, shown, startProgram, WITHOUT_SIGNALS } from '../helpers/runProgram.ts';

it('V-01 the typecodes, the values they take, and what they say of others', async (t) => {
  const lines = await shown(
    t,
    `
    if (import.meta.main) {
      for (const code of 'bBhHiIlLfd') show([await mp.Value(code).get(), await mp.Value(code, 7).get()]);
      for (const code of 'qQ') show([String(await mp.Value(code).get()), String(await mp.Value(code, 7n).get())]);
      show(await thrown(() => mp.Value('z')));
      show(await thrown(() => mp.Value('i', 1.5)));
      show(await thrown(() => mp.Value('d', 'x')));
      show(await thrown(() => mp.Value('q', 1)));
      const value = mp.Value('i', 1);
      show(await thrown(() => value.set('x')));
      show(await thrown(() => value.add(1n)));
      show(await value.get());
    }`,
  );
  assert.deepEqual(lines, [
    ...Array.from({ length: 10 }, () => [0, 7]),
    ...Array.from({ length: 2 }, () => ['0', '7']),
    "TypeError: this type has no size: 'z' is none of the typecodes b B h H i I l L q Q f d c u",
    "TypeError: c_int ('i') takes an integer, not 1.5",
    "TypeError: c_double ('d') takes a number, not 'x'",
    "TypeError: c_longlong ('q') takes a bigint, such as 7n, not 1",
    "TypeError: c_int ('i') takes an integer, not 'x'",
    "TypeError: c_int ('i') takes an integer, not 1n",
    1,
  ]);
});

it('V-02 what does not fit wraps around, when it is made, set and added to, near and far from the hub', async (t) => {
  const lines = await shown(
    t,
    `
    async function all(code: any, initial: any, delta: any) {
      const value = mp.Value(code, initial);
      const made = await value.get();
      await value.set(initial);
      const set = await value.get();
      const far = await value.add(delta);
      const near = mp.Value(code, initial);
      for (let i = 0; i < 20; i++) await near.get(); // lends it
      show([made, set, far, await near.add(delta), await near.get()].map(String));
    }
    if (import.meta.main) {
      await all('b', 200, 100);
      await all('B', -1, 1);
      await all('h', 70000, 30000);
      await all('i', 2 ** 31, -1);
      await all('I', -1, 1);
      await all('l', 2 ** 40, 1);
      await all('q', 2n ** 63n, -1n);
      await all('Q', -1n, 1n);
      await all('f', 0.1, 0);
      await all('d', -0, Infinity);
      await all('d', NaN, 1);
      show(Object.is(await mp.Value('d', -0).get(), -0));
    }`,
  );
  assert.deepEqual(lines, [
    ['-56', '-56', '44', '44', '44'],
    ['255', '255', '0', '0', '0'],
    ['4464', '4464', '-31072', '-31072', '-31072'],
    ['-2147483648', '-2147483648', '2147483647', '2147483647', '2147483647'],
    ['4294967295', '4294967295', '0', '0', '0'],
    ['1099511627776', '1099511627776', '1099511627777', '1099511627777', '1099511627777'],
    ['-9223372036854775808', '-9223372036854775808', '9223372036854775807', '9223372036854775807', '9223372036854775807'],
    ['18446744073709551615', '18446744073709551615', '0', '0', '0'],
    ['0.10000000149011612', '0.10000000149011612', '0.10000000149011612', '0.10000000149011612', '0.10000000149011612'],
    ['0', '0', 'Infinity', 'Infinity', 'Infinity'],
    ['NaN', 'NaN', 'NaN', 'NaN', 'NaN'],
    true,
  ]); // prettier-ignore
});

it('V-03 V-04 the lock, its own or a given one, makes a sequence of operations exclusive', async (t) => {
  const lines = await shown(
    t,
    `
    async function count(value: any, array: any) {
      for (let i = 0; i < 250; i++) {
        await value.runExclusive(async () => { await value.set((await value.get()) + 1); });
        await array.getLock().acquire();
        await array.acquire(); // again: it is an RLock
        await array.set(1, (await array.get(1)) + 1);
        await array.release();
        await array.release();
      }
    }
    if (import.meta.main) {
      const lock = new mp.Lock();
      const value = mp.Value('i', 0, { lock });
      const array = mp.Array('i', 2);
      show([value.getLock() === lock, array.getLock() instanceof mp.RLock]);
      const processes = Array.from({ length: 4 }, () => new Process({ target: count, args: [value, array] }));
      for (const process of processes) process.start();
      for (const process of processes) await process.join();
      show([await value.get(), await array.slice()]);
      show(await thrown(() => mp.Value('i', 0, { lock: 'x' as any })));
    }`,
  );
  assert.deepEqual(lines, [
    [true, true],
    [1000, [0, 1000]],
    "TypeError: 'x' has no method 'acquire': the lock must be a Lock or an RLock, true or false",
  ]);
});

it('V-03 RawValue, RawArray and lock: false have no lock, and are shared all the same', async (t) => {
  const lines = await shown(
    t,
    `
    async function use(value: any, array: any, unlocked: any) {
      for (let i = 0; i < 1000; i++) await value.add(1);
      await array.set(2, 2.5);
      await unlocked.set(-1);
      show([String(value), await thrown(() => value.getLock())]);
    }
    if (import.meta.main) {
      const value = mp.RawValue('i', 7);
      const array = mp.RawArray('d', [1, 2, 3]);
      const unlocked = mp.Value('h', 1, { lock: false });
      const process = new Process({ target: use, args: [value, array, unlocked] });
      process.start();
      await process.join();
      show([await value.get(), await array.slice(), await unlocked.get()]);
      show(await thrown(() => (unlocked as any).runExclusive(() => {})));
      show(mp.Value('h', 1, { lock: true }).getLock() instanceof mp.RLock);
      show(String(mp.RawArray('d', 3)));
    }`,
  );
  const withoutLock = (text: string): string =>
    `AttributeError: ${text} has no lock: it was made by RawValue, RawArray, or with lock: false`;
  assert.deepEqual(lines, [
    ['<c_int>', withoutLock('<c_int>')],
    [1007, [1, 2, 2.5], -1],
    withoutLock('<c_short>'),
    true,
    '<<c_double_Array_3>>',
  ]);
});

it('V-07 arrays of bytes and of characters are read and written as text, up to the first zero or all of it', async (t) => {
  const lines = await shown(
    t,
    `
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
    async function shout(bytes: any, characters: any) {
      await bytes.setValue(Buffer.from(text(await bytes.getValue()).toUpperCase().slice(0, 3)));
      await characters.setValue((await characters.getValue()) + '🎈');
    }
    if (import.meta.main) {
      const bytes = mp.Array('c', Buffer.from('hello'));
      const characters = mp.Array('u', 8);
      await characters.setValue('añ🎉');
      const process = new Process({ target: shout, args: [bytes, characters] });
      process.start();
      await process.join();
      show([text(await bytes.getValue()), text(await bytes.getRaw()), await bytes.get(0), bytes.length, String(bytes)]);
      show([await characters.getValue(), await characters.get(2), await characters.slice(0, 2), await characters.getRaw()]);
      await characters.set(1, 'n');
      await characters.setSlice(2, ['x', 'y']);
      show(await characters.getValue());
      await bytes.setRaw(Buffer.from('12'));
      show([text(await bytes.getRaw()), text(await mp.RawArray('c', 3).getRaw()), await mp.Array('u', 'grün').getValue()]);
      show([await mp.Value('c', 65).get(), await mp.Value('u', 'x').get(), await mp.Value('u').get()]);
      show(await thrown(() => bytes.setValue(Buffer.from('too long'))));
      show(await thrown(() => characters.setValue('much too long')));
      show(await thrown(() => mp.Array('c', 'hello' as any)));
      show(await thrown(() => mp.Array('u', 'ab').set(0, 'xy')));
      show(await thrown(() => mp.Value('u', 7 as any)));
      show(await thrown(() => mp.Value('u', 'a').add('b')));
    }`,
  );
  assert.deepEqual(lines, [
    ['HEL', 'HEL\0o', 72, 5, '<SynchronizedString wrapper for <c_char_Array_5>>'],
    ['añ🎉🎈', '🎉', ['a', 'ñ'], 'añ🎉🎈\0\0\0\0'],
    'anxy',
    ['12L\0o', '\0\0\0', 'grün'],
    [65, 'x', '\0'],
    'ValueError: byte string too long: 8, for an array of 5',
    'ValueError: string too long: 13, for an array of 8',
    "TypeError: an Array of 'c' takes bytes, such as Buffer.from('text'), not 'hello'",
    "TypeError: c_wchar ('u') takes a string of one character, not 'xy'",
    "TypeError: c_wchar ('u') takes a string of one character, not 7",
    "TypeError: nothing can be added to characters, which typecode 'u' stands for",
  ]);
});

it('V-04 B-12 add is atomic: what four processes add at once is all there, and no result comes twice', async (t) => {
  const lines = await shown(
    t,
    `
    async function count(value: any, tickets: any) {
      const mine = [];
      for (let i = 0; i < 5000; i++) mine.push(await value.add(1));
      await tickets.put(mine);
    }
    if (import.meta.main) {
      const value = mp.Value('i');
      const tickets = new mp.Queue();
      const processes = Array.from({ length: 4 }, () => new Process({ target: count, args: [value, tickets] }));
      for (const process of processes) process.start();
      const all = new Set();
      for (const _ of processes) for (const ticket of await tickets.get()) all.add(ticket);
      show([await value.get(), all.size]);
      for (const process of processes) await process.join();
    }`,
  );
  assert.deepEqual(lines, [[20_000, 20_000]]);
});

it('V-05 changes are seen by all, whichever way the object came: argument, field, queue', async (t) => {
  const lines = await shown(
    t,
    `
    class Worker extends Process {
      total: any;
      queue: any;
      constructor(total: any, queue: any) {
        super();
        this.total = total;
        this.queue = queue;
      }
      async run() {
        await this.total.add(1.5);
        const { values } = await this.queue.get();
        await values.set(-1, 9);
        await this.queue.put('done');
      }
    }
    async function child(total: any, values: any) {
      await total.set(40.5);
      for (let i = 0; i < values.length; i++) await values.add(i, 10);
    }
    if (import.meta.main) {
      const total = mp.Value('d', 3.25);
      const values = mp.Array('i', [1, 2, 3]);
      const first = new Process({ target: child, args: [total, values] });
      first.start();
      await first.join();
      show([await total.get(), await values.slice()]);
      const queue = new mp.SimpleQueue();
      const worker = new Worker(total, queue);
      await queue.put({ values });
      worker.start();
      await worker.join();
      show([await total.get(), await values.slice(), await queue.get()]);
    }`,
  );
  assert.deepEqual(lines, [
    [40.5, [11, 12, 13]],
    [42, [11, 12, 9], 'done'],
  ]);
});

it('V-06 an array has a length, indexes from both ends, slices and slice assignment', async (t) => {
  const lines = await shown(
    t,
    `
    if (import.meta.main) {
      const array = mp.Array('i', 3);
      show([array.length, await array.slice()]);
      const primes = mp.Array('h', [2, 3, 5, 7, 11]);
      show([await primes.get(0), await primes.get(-1), await primes.get(-5)]);
      show([await primes.slice(1, 3), await primes.slice(-2), await primes.slice(3, 1), await primes.slice(0, 99)]);
      await primes.setSlice(1, [30, 50]);
      await primes.setSlice(-1, [110]);
      show(await primes.slice());
      const all = [];
      for await (const prime of primes) all.push(prime);
      show(all);
      show(await thrown(() => primes.get(5)));
      show(await thrown(() => primes.set(-6, 1)));
      show(await thrown(() => primes.setSlice(4, [1, 2])));
      show(await thrown(() => mp.Array('i', -1)));
      show(await thrown(() => mp.Array('i', [1, 'x'])));
      show(await mp.Array('q', [1n, -1n]).get(1) === -1n);
      const many = mp.Array('I', 3000);
      for (let i = 0; i < many.length; i++) await many.set(i, i * 2);
      let sum = 0;
      for await (const value of many) sum += value;
      show([sum, await many.get(512), await many.slice(511, 514)]);
    }`,
  );
  assert.deepEqual(lines, [
    [3, [0, 0, 0]],
    [2, 11, 2],
    [[3, 5], [7, 11], [], [2, 3, 5, 7, 11]],
    [2, 30, 50, 7, 110],
    [2, 30, 50, 7, 110],
    'IndexError: invalid index: 5, of an array of 5',
    'IndexError: invalid index: -6, of an array of 5',
    'ValueError: Can only assign sequence of same size',
    'ValueError: Array length must be >= 0, not -1',
    "TypeError: c_int ('i') takes an integer, not 'x'",
    true,
    [8_997_000, 1024, [1022, 1024, 1026]],
  ]);
});

it('V-08 the text of a value and of an array', async (t) => {
  const lines = await shown(t, `if (import.meta.main) show([String(mp.Value('i', 7)), String(mp.Array('d', 3))]);`);
  assert.deepEqual(lines, [['<Synchronized wrapper for c_int>', '<SynchronizedArray wrapper for <c_double_Array_3>>']]);
});

it('operations that are begun together are done in their order', async (t) => {
  const lines = await shown(
    t,
    `
    if (import.meta.main) {
      const value = mp.Value('i');
      for (let i = 0; i < 50; i++) await value.add(1);
      show(await Promise.all([value.add(1), value.set(100), value.add(1), value.get(), value.add(5)]));
      await new Promise((resolve) => setImmediate(resolve));
      show(await Promise.all([value.add(1), value.set(7), value.get()]));
    }`,
  );
  assert.deepEqual(lines, [
    [51, null, 101, 101, 106],
    [107, null, 7],
  ]);
});

it('a change is seen before whatever its process says after it', async (t) => {
  const lines = await shown(
    t,
    `
    async function child(value: any, queue: any) {
      for (let i = 0; i < 3000; i++) {
        await value.set(i);
        if (i % 100 === 99) await queue.put(i);
      }
    }
    if (import.meta.main) {
      const value = mp.Value('i', -1);
      const queue = new mp.Queue();
      const process = new Process({ target: child, args: [value, queue] });
      process.start();
      let late = 0;
      for (let i = 99; i < 3000; i += 100) if ((await queue.get()) > (await value.get())) late++;
      show(late);
      await process.join();
    }`,
  );
  assert.deepEqual(lines, [0]);
});

it('who uses a value without a pause leaves room for others', async (t) => {
  const lines = await shown(
    t,
    `
    async function busy(value: any, end: any) {
      while (!(await end.get())) for (let i = 0; i < 1000; i++) await value.add(1);
    }
    if (import.meta.main) {
      const value = mp.Value('d');
      const end = mp.Value('b');
      const process = new Process({ target: busy, args: [value, end] });
      process.start();
      while ((await value.get()) < 10000) await sleep(0.001);
      const times = [];
      for (let i = 0; i < 50; i++) {
        const start = performance.now();
        await value.get();
        times.push(performance.now() - start);
        await sleep(0.001);
      }
      times.sort((a, b) => a - b);
      show(times[25] < 50); // the machine may be slow, but nobody waits for the end of the loop
      await end.set(1);
      await process.join();
      show(process.exitcode);
    }`,
  );
  assert.deepEqual(lines, [true, 0]);
});

it('process.exit() in a run of changes loses none', async (t) => {
  const { stdout, code } = await runProgram(
    t,
    `
    async function child(value: any) {
      for (let i = 0; i < 1234; i++) await value.add(1);
      process.exit(3);
    }
    if (import.meta.main) {
      const value = mp.Value('i');
      const worker = new Process({ target: child, args: [value] });
      worker.start();
      await worker.join();
      show([worker.exitcode, await value.get()]);
    }`,
  );
  assert.deepEqual([JSON.parse(stdout), code], [[3, 1234], 0]);
});

it('who is killed in a run of changes keeps nothing from the others', { skip: WITHOUT_SIGNALS }, async (t) => {
  const program = startProgram(
    t,
    `
    async function child(value: any) {
      for (;;) await value.add(1);
    }
    if (import.meta.main) {
      const value = mp.Value('d');
      for (let round = 0; round < 5; round++) {
        const worker = new Process({ target: child, args: [value] });
        const before = await value.get();
        worker.start();
        while ((await value.get()) < before + 5000) await sleep(0.001);
        worker.kill();
        await worker.join();
        const after = await value.get();
        show([(await value.add(1)) === after + 1, worker.exitcode]);
      }
    }`,
  );
  const { stdout, stderr } = await program.result;
  assert.equal(stderr, '');
  assert.equal(stdout, '[true,-9]\n'.repeat(5));
});
