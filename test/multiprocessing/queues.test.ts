/** The rows Q of the behaviour table, and B-02, B-03, B-07, B-08: queues between real processes. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runProgram, shown, WITHOUT_SIGNALS } from '../helpers/runProgram.ts';

describe('order and content', () => {
  it('Q-01 items of one producer come in order, those of several each in order', async (t) => {
    const [fromOne, fromEach] = await shown(
      t,
      `
      async function produce(queue: mp.Queue, name: string, count: number) {
        for (let i = 0; i < count; i++) await queue.put([name, i]);
      }
      async function take(queue: mp.Queue, count: number) {
        const seen: Record<string, number[]> = {};
        for (let i = 0; i < count; i++) {
          const [name, number] = (await queue.get()) as [string, number];
          (seen[name] ??= []).push(number);
        }
        return Object.values(seen).every((numbers) => numbers.every((number, i) => number === i));
      }
      if (import.meta.main) {
        const queue = new mp.Queue();
        new Process({ target: produce, args: [queue, 'a', 5000] }).start();
        show(await take(queue, 5000));
        for (const name of ['a', 'b', 'c']) new Process({ target: produce, args: [queue, name, 3000] }).start();
        show(await take(queue, 9000));
      }`,
    );
    assert.deepEqual([fromOne, fromEach], [true, true]);
  });

  it('Q-01 what is put last is taken last, also by consumers that pause and give back what they have ahead', async (t) => {
    const lines = await shown(
      t,
      `
      async function take(queue: mp.Queue<string | null>, gate: mp.Queue<boolean>, taken: mp.Queue<number>, pause: number) {
        while (await gate.get()) {
          let count = 0;
          for (let item = await queue.get(); item !== null; item = await queue.get()) {
            if (++count % pause === 0) await new Promise((resolve) => setTimeout(resolve, pause % 3));
          }
          await taken.put(count);
        }
      }
      if (import.meta.main) {
        const queue = new mp.Queue<string | null>(), taken = new mp.Queue<number>();
        const gates: mp.Queue<boolean>[] = [], consumers: Process[] = [];
        for (const pause of [23, 37, 101]) {
          const gate = new mp.Queue<boolean>();
          const consumer = new Process({ target: take, args: [queue, gate, taken, pause] });
          gates.push(gate);
          consumers.push(consumer);
          consumer.start();
        }
        const counts: number[] = [];
        for (let round = 0; round < 20; round++) {
          for (const gate of gates) await gate.put(true);
          for (let i = 0; i < 1_000; i++) await queue.put('x'.repeat(1_000));
          for (const _ of consumers) await queue.put(null);
          let sum = 0;
          for (const _ of consumers) sum += await taken.get();
          counts.push(sum);
        }
        for (const gate of gates) await gate.put(false);
        for (const consumer of consumers) await consumer.join();
        show(counts.filter((count) => count !== 1_000));
      }`,
    );
    assert.deepEqual(lines, [[]]);
  });

  it('Q-02 null is an item, and get gives an equal copy', async (t) => {
    const lines = await shown(
      t,
      `
      if (import.meta.main) {
        const queue = new mp.Queue();
        const item = { a: [1, 2], at: new Date(5) };
        for (const value of [null, item, undefined, -0, 2 ** 40, 1.5, 'ünï', 'x', true, new Uint8Array([1, 2])]) await queue.put(value);
        item.a.push(3); // not seen: Q-08
        show(await queue.get());
        const copy = (await queue.get()) as typeof item;
        show([copy !== item, copy.a, copy.at.getTime()]);
        show((await queue.get()) === undefined);
        show(Object.is(await queue.get(), -0));
        show([await queue.get(), await queue.get(), await queue.get(), await queue.get(), await queue.get()]);
        const bytes = (await queue.get()) as Uint8Array;
        show([bytes.constructor.name, [...bytes]]);
      }`,
    );
    assert.deepEqual(lines, [
      null,
      [true, [1, 2], 5],
      true,
      true,
      [2 ** 40, 1.5, 'ünï', 'x', true],
      ['Uint8Array', [1, 2]],
    ]);
  });

  it('R-05 S-08 an instance of a class arrives with its methods', async (t) => {
    const lines = await shown(
      t,
      `
      class Fancy {
        name: string;
        constructor(name: string) { this.name = name; }
        act() { return 'Doing something fancy in ' + mp.currentProcess().name + ' for ' + this.name + '!'; }
      }
      async function worker(queue: mp.Queue<Fancy>) { show((await queue.get()).act()); }
      if (import.meta.main) {
        const queue = new mp.Queue<Fancy>();
        const child = new Process({ target: worker, args: [queue] });
        child.start();
        await queue.put(new Fancy('Fancy Dan'));
        queue.close();
        await queue.joinThread();
        await child.join();
      }`,
    );
    assert.deepEqual(lines, ['Doing something fancy in Process-1 for Fancy Dan!']);
  });

  it('Q-18 R-07 R-08 a queue is a field of a subclass, goes through a queue, and on to a grandchild', async (t) => {
    const lines = await shown(
      t,
      `
      class Worker extends Process {
        results: mp.Queue;
        constructor(results: mp.Queue) { super(); this.results = results; }
        override async run() {
          const tasks = new mp.Queue<mp.Queue>();
          const child = new Process({ target: answer, args: [tasks] });
          child.start();
          await tasks.put(this.results);
          await child.join();
        }
      }
      async function answer(tasks: mp.Queue<mp.Queue>) {
        const results = await tasks.get();
        await results.put('from ' + mp.currentProcess().name);
      }
      if (import.meta.main) {
        const results = new mp.Queue();
        const worker = new Worker(results);
        worker.start();
        show(await results.get());
        await worker.join();
        show(worker.exitcode);
      }`,
    );
    assert.deepEqual(lines, ['from Process-1:1', 0]);
  });

  it('an object that is only in a queue lives until it is taken', async (t) => {
    const lines = await shown(
      t,
      `
      async function give(outer: mp.Queue<mp.Queue>) {
        const inner = new mp.Queue();
        await inner.put('inside');
        await outer.put(inner);
      }
      if (import.meta.main) {
        const outer = new mp.Queue<mp.Queue>();
        const child = new Process({ target: give, args: [outer] });
        child.start();
        await child.join();
        show(await (await outer.get()).get());
      }`,
    );
    assert.deepEqual(lines, ['inside']);
  });
});

describe('waiting and limits', () => {
  it('Q-03 an empty queue: Empty at once, or after the timeout', async (t) => {
    const lines = await shown(
      t,
      `
      if (import.meta.main) {
        const queue = new mp.Queue();
        await queue.qsize();
        const took = async (body: () => Promise<unknown>) => {
          const before = performance.now();
          const error = await body().catch((error) => error as Error);
          return [(error as Error).name, (error as Error) instanceof mp.Empty, (performance.now() - before) / 1000] as const;
        };
        for (const options of [{ block: false }, { block: false, timeout: 5 }, { timeout: 0 }, { timeout: -1 }]) {
          const [name, isEmpty, seconds] = await took(() => queue.get(options));
          show([name, isEmpty, seconds < 4]);
        }
        const [name, , seconds] = await took(() => queue.get({ timeout: 0.2 }));
        show([name, seconds >= 0.19]);
        show((await took(() => queue.getNowait()))[0]);
      }`,
    );
    assert.deepEqual(lines, [...Array.from({ length: 4 }, () => ['Empty', true, true]), ['Empty', true], 'Empty']);
  });

  it('an option that there is not is refused, with those that there are', async (t) => {
    const lines = await shown(
      t,
      `
      if (import.meta.main) {
        await using manager = await mp.Manager();
        for (const queue of [new mp.JoinableQueue<number>(1), manager.Queue<number>(1)]) {
          show(await thrown(() => queue.get({ timout: 1 } as never)));
          show(await thrown(() => queue.get(0.01 as never)));
          show(await thrown(() => queue.put(2, null as never)));
        }
      }`,
    );
    const refused = [
      "TypeError: get() has no option 'timout'; it has block, timeout, signal",
      'TypeError: the options of get() must be an object such as { timeout: 2 } (seconds) or { block: false }, not 0.01',
      'TypeError: the options of put() must be an object such as { timeout: 2 } (seconds) or { block: false }, not null',
    ];
    assert.deepEqual(lines, [...refused, ...refused]);
  });

  it('Q-04 Q-05 a full queue: Full at once or after the timeout, and put goes on when an item is taken', async (t) => {
    const lines = await shown(
      t,
      `
      if (import.meta.main) {
        const queue = new mp.Queue<number>(2);
        await queue.put(1);
        await queue.putNowait(2);
        show([await queue.qsize(), await queue.full(), await queue.empty()]);
        show(await thrown(() => queue.putNowait(3)));
        show(await thrown(() => queue.put(3, { block: false })));
        const before = performance.now();
        show([await thrown(() => queue.put(3, { timeout: 0.2 })), performance.now() - before >= 190]);
        const blocked = queue.put(3);
        show(await queue.get());
        await blocked;
        show([await queue.get(), await queue.get(), await queue.qsize()]);
        const free = new mp.Queue(-1);
        for (let i = 0; i < 100; i++) await free.put(i);
        show([await free.qsize(), await free.full()]);
      }`,
    );
    assert.deepEqual(lines, [[2, true, false], 'Full', 'Full', ['Full', true], 1, [2, 3, 0], [100, false]]);
  });

  it('a signal gives up get and put, with its reason', async (t) => {
    const lines = await shown(
      t,
      `
      if (import.meta.main) {
        const queue = new mp.Queue(1);
        const controller = new AbortController();
        const waiting = thrown(() => queue.get({ signal: controller.signal }));
        setTimeout(() => controller.abort(new Error('enough')), 20);
        show(await waiting);
        show(await thrown(() => queue.get({ signal: controller.signal })));
        await queue.put('a');
        const later = AbortSignal.timeout(20);
        show((await thrown(() => queue.put('b', { signal: later }))).split(':')[0]);
        show([await queue.get(), await queue.qsize()]);
      }`,
    );
    assert.deepEqual(lines, ['Error: enough', 'Error: enough', 'TimeoutError', ['a', 0]]);
  });

  it('fair: while one of two workers is busy, even in a loop, the other gets all that is left', async (t) => {
    const [byBusy, byFree] = await shown(
      t,
      `
      async function worker(tasks: mp.Queue<string | null>, results: mp.Queue) {
        for await (const task of tasks) {
          await results.put([mp.currentProcess().name, task]);
          if (task !== 'busy') continue;
          const end = performance.now() + 1500;
          while (performance.now() < end);
        }
      }
      if (import.meta.main) {
        const tasks = new mp.Queue<string | null>();
        const results = new mp.Queue<[string, string]>();
        const workers = [1, 2].map(() => new Process({ target: worker, args: [tasks, results] }));
        for (const each of workers) each.start();
        for (let i = 0; i < 4000; i++) await tasks.put('warm'); // both have been sent items ahead
        for (let i = 0; i < 4000; i++) await results.get();
        await tasks.put('busy');
        const [busy] = await results.get();
        const before = performance.now();
        for (let i = 0; i < 200; i++) await tasks.put('task');
        const names = [];
        for (let i = 0; i < 200; i++) names.push((await results.get())[0]);
        show(names.filter((name) => name === busy).length);
        show(performance.now() - before < 1000);
        for (const _ of workers) await tasks.put(null);
        for (const each of workers) await each.join();
      }`,
    );
    assert.equal(byBusy, 0);
    assert.equal(byFree, true);
  });

  it('Q-17 async iteration ends at null, and at close', async (t) => {
    const lines = await shown(
      t,
      `
      if (import.meta.main) {
        const queue = new mp.Queue<number | null>();
        for (const item of [1, 2, null, 3]) await queue.put(item);
        const seen = [];
        for await (const item of queue) seen.push(item);
        show(seen);
        for await (const item of queue) { show(item); queue.close(); }
      }`,
    );
    assert.deepEqual(lines, [[1, 2], 3]);
  });
});

describe('what cannot travel', () => {
  it('Q-09 B-03 is refused by put, with its path; the queue stays as it was', async (t) => {
    const lines = await shown(
      t,
      `
      if (import.meta.main) {
        const queue = new mp.Queue();
        await queue.put(1);
        show(await thrown(() => queue.put({ jobs: [0, 1, { callback: () => 1 }] })));
        await queue.put(2);
        show([await queue.qsize(), await queue.get(), await queue.get()]);
        const simple = new mp.SimpleQueue(); // Q-22
        show((await thrown(() => simple.put(Promise.resolve()))).split(':')[0]);
        show(await simple.empty());
      }`,
    );
    assert.match(
      String(lines[0]),
      /^PicklingError: cannot send item\.jobs\[2\]\.callback: it is the lambda 'callback'/,
    );
    assert.deepEqual(lines.slice(1), [[2, 1, 2], 'PicklingError', true]);
  });

  it('R-12 an item that cannot be rebuilt rejects that get alone', async (t) => {
    const lines = await shown(
      t,
      `
      async function give(queue: mp.Queue) {
        const { Local } = await import('./local.ts');
        await queue.put(new Local());
        await queue.put('after it');
      }
      if (import.meta.main) {
        const queue = new mp.Queue();
        const child = new Process({ target: give, args: [queue] });
        child.start();
        await child.join();
        show((await thrown(() => queue.get())).split('\\n')[0]);
        show(await queue.get());
      }`,
      {
        files: {
          'local.ts':
            "import { isMainProcess } from 'multiprocessing-ts';\nif (isMainProcess()) throw new Error('not here');\nexport class Local {}\n",
        },
      },
    );
    assert.match(String(lines[0]), /^PicklingError: cannot load 'Local': importing its module .*not here/);
    assert.equal(lines[1], 'after it');
  });
});

describe('closing and ending', () => {
  it('Q-21 a SimpleQueue has put, get, empty and close, and no limit', async (t) => {
    const lines = await shown(
      t,
      `
      if (import.meta.main) {
        const queue = new mp.SimpleQueue<number>();
        show(Object.getOwnPropertyNames(mp.SimpleQueue.prototype).filter((name) => name in mp.Queue.prototype && name !== 'constructor'));
        for (let i = 0; i < 1000; i++) await queue.put(i);
        let sum = 0;
        while (!(await queue.empty())) sum += await queue.get();
        show(sum);
      }`,
    );
    assert.deepEqual(lines, [['put', 'get', 'empty', 'close'], 499_500]);
  });

  it('Q-10 Q-11 a closed queue', async (t) => {
    const lines = await shown(
      t,
      `
      if (import.meta.main) {
        const queue = new mp.Queue();
        show((await thrown(() => queue.joinThread())));
        queue.close();
        queue.close();
        await queue.joinThread();
        show(await thrown(() => queue.put(1)));
        show(await thrown(() => queue.get()));
        show([await queue.qsize(), await queue.full()]);
        const simple = new mp.SimpleQueue(); // Q-23
        simple.close();
        simple.close();
        for (const method of ['put', 'get', 'empty'] as const) show(await thrown(() => (simple[method] as () => unknown)()));
      }`,
    );
    assert.match(String(lines[0]), /^AssertionError: Queue <Queue.*> not closed$/);
    assert.match(String(lines[1]), /^ValueError: Queue <Queue.*> is closed$/);
    assert.deepEqual(lines[1], lines[2]);
    assert.deepEqual(lines[3], [0, false]);
    assert.deepEqual(
      lines.slice(4),
      Array.from({ length: 3 }, () => 'OSError: handle is closed'),
    );
  });

  it('Q-12 B-02 join before draining: the child ends, and the items are there afterwards', async (t) => {
    const lines = await shown(
      t,
      `
      async function give(queue: mp.Queue) {
        for (let i = 0; i < 20; i++) await queue.put('x'.repeat(1_000_000));
      }
      if (import.meta.main) {
        const queue = new mp.Queue<string>();
        const child = new Process({ target: give, args: [queue] });
        child.start();
        await child.join();
        show([child.exitcode, await queue.qsize()]);
        let bytes = 0;
        for (let i = 0; i < 20; i++) bytes += (await queue.get()).length;
        show(bytes);
      }`,
    );
    assert.deepEqual(lines, [[0, 20], 20_000_000]);
  });

  it('Q-13 after cancelJoinThread the process ends at once, however much is unread', async (t) => {
    const lines = await shown(
      t,
      `
      async function give(queue: mp.Queue) {
        for (let i = 0; i < 5; i++) await queue.put('x'.repeat(1_000_000));
        queue.cancelJoinThread();
      }
      if (import.meta.main) {
        const queue = new mp.Queue<string>();
        const child = new Process({ target: give, args: [queue] });
        child.start();
        await child.join();
        show(child.exitcode);
      }`,
    );
    assert.deepEqual(lines, [0]);
  });

  it('D-11 B-02 a program ends with data that nobody has read', async (t) => {
    const { stdout, code } = await runProgram(
      t,
      `
      if (import.meta.main) {
        const queue = new mp.Queue<string>();
        for (let i = 0; i < 5; i++) await queue.put('x'.repeat(1_000_000));
        show(await queue.qsize());
      }`,
    );
    assert.deepEqual([stdout, code], ['5\n', 0]);
  });

  it('D-11 B-02 it says so in one warning with the count, unless they may be lost', async (t) => {
    const ending = (end: string) => `
      async function give(queue: mp.Queue) { for (let i = 0; i < 300; i++) await queue.put(Buffer.alloc(20_000)); }
      if (import.meta.main) {
        mp.logToStderr();
        const jobs = new mp.Queue(0, { name: 'jobs' });
        const results = new mp.SimpleQueue({ name: 'results' });
        const others = new mp.Queue();
        const [a, b] = mp.Pipe();
        new Process({ target: give, args: [jobs] }).start();
        await jobs.get();
        await results.put('x');
        await a.send(1);
        await others.put('may be lost');
        others.cancelJoinThread();
        ${end}
      }`;
    const warned = async (end: string) => (await runProgram(t, ending(end))).stderr;
    const what = '300 items in its queues that nobody has taken: 299 in jobs, 1 in results';
    const warning = `[WARNING/MainProcess] the program ends with ${what}. Take them, or call cancelJoinThread() where they may be lost\n`;
    assert.equal(await warned(''), warning);
    assert.equal(await warned('process.exit()'), warning);
    assert.equal(await warned('process.exit(3)'), '');
    assert.equal(await warned('for (let i = 0; i < 299; i++) await jobs.get(); await results.get();'), '');
  });

  it('Q-14 what was put arrives, however its process ends by itself', async (t) => {
    const lines = await shown(
      t,
      `
      async function give(queue: mp.Queue, how: string) {
        await queue.put('first');
        for (let i = 0; i < 1000; i++) void queue.put(how + 'x'.repeat(2000));
        if (how === 'exit') process.exit(3);
        if (how === 'error') setImmediate(() => { throw new Error('on purpose'); });
      }
      if (import.meta.main) {
        for (const how of ['return', 'exit', 'error']) {
          const queue = new mp.Queue();
          const child = new Process({ target: give, args: [queue, how] });
          child.start();
          await child.join();
          show([how, child.exitcode, await queue.qsize()]);
        }
      }`.replace('console.error', 'console.error'),
    ).catch((error: Error) => error.message);
    const text = typeof lines === 'string' ? lines : lines.map((line) => JSON.stringify(line)).join('\n');
    for (const line of ['["return",0,1001]', '["exit",3,1001]', '["error",1,1001]'])
      assert.ok(text.includes(line), text);
  });

  it('Q-14 what was put before there was a connection arrives even after process.exit()', async (t) => {
    const lines = await shown(
      t,
      `
      async function give(queue: mp.Queue) {
        for (let i = 0; i < 1000; i++) void queue.put(i);
        process.exit(3);
      }
      async function take(queue: mp.Queue) {
        show(await queue.get());
      }
      if (import.meta.main) {
        const queue = new mp.Queue<number>();
        const child = new Process({ target: give, args: [queue] });
        child.start();
        await child.join();
        show([child.exitcode, await queue.qsize(), await queue.get()]);
        const last = new mp.Queue();
        new Process({ target: take, args: [last] }).start();
        void last.put('of the program');
        process.exit();
      }`,
    );
    assert.deepEqual(lines, [[3, 1000, 0], 'of the program']);
  });

  it('Q-14 a program that begins with an exit delivers what it has put to its children', async (t) => {
    const lines = await shown(
      t,
      `
      async function take(queue: mp.Queue) {
        show(await queue.get());
      }
      if (import.meta.main) {
        const queue = new mp.Queue();
        new Process({ target: take, args: [queue] }).start();
        void queue.put('here');
        process.exit();
      }`,
    );
    assert.deepEqual(lines, ['here']);
  });

  it('Q-06 B-08 after put, everybody sees it: 300 times of 300', async (t) => {
    const lines = await shown(
      t,
      `
      async function look(queue: mp.Queue, asked: mp.Queue, answers: mp.Queue) {
        for await (const _ of asked) {
          const size = await queue.qsize();
          const isEmpty = await queue.empty();
          await answers.put([size, isEmpty, await queue.getNowait()]);
        }
      }
      if (import.meta.main) {
        const queue = new mp.Queue(), asked = new mp.Queue(), answers = new mp.Queue<[number, boolean, number]>();
        const child = new Process({ target: look, args: [queue, asked, answers] });
        child.start();
        let right = 0;
        for (let i = 0; i < 300; i++) {
          await queue.put(i);
          await asked.put(i);
          const [size, isEmpty, item] = await answers.get();
          if (size === 1 && !isEmpty && item === i) right++;
          await queue.put(i);
          if ((await queue.qsize()) !== 1 || (await queue.empty()) || (await queue.getNowait()) !== i) right = -1000;
        }
        show(right);
        await asked.put(null);
        await child.join();
      }`,
    );
    assert.deepEqual(lines, [300]);
  });

  it(
    'Q-15 Q-16 B-07 killed processes take nothing with them, and get says when nobody can put',
    { skip: WITHOUT_SIGNALS },
    async (t) => {
      const lines = await shown(
        t,
        `
      async function consume(queue: mp.Queue, ready: mp.Event) {
        void queue.get();
        await queue.get();
        await ready.set();
        await sleep(60); // has got two; others may have been sent ahead
      }
      async function produce(queue: mp.Queue, ready: mp.Event) {
        await queue.put('x');
        await ready.set();
        for (;;) await queue.put('y'.repeat(100_000));
      }
      if (import.meta.main) {
        const queue = new mp.Queue<number>(), ready = new mp.Event();
        for (let i = 0; i < 10; i++) await queue.put(i);
        const consumer = new Process({ target: consume, args: [queue, ready] });
        consumer.start();
        await ready.wait();
        consumer.kill();
        await consumer.join();
        const rest = [];
        for (let i = 0; i < 8; i++) rest.push(await queue.get());
        show(rest);

        const stream = new mp.Queue<string>(), streaming = new mp.Event();
        const producer = new Process({ target: produce, args: [stream, streaming] });
        producer.start();
        await streaming.wait();
        producer.kill();
        await producer.join();
        await stream.get();
        let wrong = 0;
        while (!(await stream.empty())) if ((await stream.get()).length !== 100_000) wrong++;
        show(wrong);
        show((await thrown(() => stream.get())).split(':').slice(0, 2).join());
      }`,
      );
      assert.deepEqual(lines, [[2, 3, 4, 5, 6, 7, 8, 9], 0, 'EOFError, Queue.get waits in vain']);
    },
  );
});

describe('JoinableQueue', () => {
  it('Q-19 Q-20 S-09 join waits for taskDone; one too many is refused', async (t) => {
    const lines = await shown(
      t,
      `
      class Task {
        a: number; b: number;
        constructor(a: number, b: number) { this.a = a; this.b = b; }
        run() { return this.a + ' * ' + this.b + ' = ' + this.a * this.b; }
      }
      class Consumer extends Process {
        tasks: mp.JoinableQueue<Task | null>; results: mp.Queue;
        constructor(tasks: mp.JoinableQueue<Task | null>, results: mp.Queue) {
          super(); this.tasks = tasks; this.results = results;
        }
        override async run() {
          for (;;) {
            const task = await this.tasks.get();
            if (task === null) { await this.tasks.taskDone(); return; }
            await this.results.put(task.run());
            await this.tasks.taskDone();
          }
        }
      }
      if (import.meta.main) {
        const tasks = new mp.JoinableQueue<Task | null>(), results = new mp.Queue<string>();
        await tasks.join();
        const consumers = [1, 2, 3].map(() => new Consumer(tasks, results));
        for (const each of consumers) each.start();
        for (let i = 0; i < 10; i++) await tasks.put(new Task(i, i));
        for (const _ of consumers) await tasks.put(null);
        await tasks.join();
        show(await results.qsize());
        const all = [];
        for (let i = 0; i < 10; i++) all.push(await results.get());
        show(all.toSorted());
        show(await thrown(() => tasks.taskDone()));
        for (const each of consumers) { await each.join(); if (each.exitcode !== 0) show(each.exitcode); }
      }`,
    );
    assert.equal(lines[0], 10);
    assert.deepEqual(lines[1], Array.from({ length: 10 }, (_, i) => `${i} * ${i} = ${i * i}`).toSorted());
    assert.equal(lines[2], 'ValueError: task_done() called too many times');
    assert.equal(lines.length, 3);
  });
});

describe('large and small', () => {
  it('Q-01 large and small items, of every kind, arrive as they are and in their order', async (t) => {
    const lines = await shown(
      t,
      `
      const texts = ['x', 'ü', '\u{141}', '\u{1F600}', '\ud83d'].flatMap((char) => ['a'.repeat(9_999) + char, char.repeat(9_999), char.repeat(600)]);
      const items = texts.flatMap((text, i) => [text, i, Buffer.alloc(9_000 + i, i), [text], new Uint8Array(7_000).fill(i)]);
      async function give(queue: mp.Queue) {
        for (let round = 0; round < 20; round++) for (const item of items) await queue.put(item);
      }
      if (import.meta.main) {
        const { isDeepStrictEqual } = await import('node:util');
        const queue = new mp.Queue();
        const child = new Process({ target: give, args: [queue] });
        child.start();
        // half of a character that has two has no form in UTF-8
        const expected = items.map((item) => typeof item === 'string' ? item.toWellFormed() : item);
        let wrong = 0;
        for (let i = 0; i < 20 * items.length; i++) {
          if (!isDeepStrictEqual(await queue.get(), expected[i % items.length])) wrong++;
        }
        show(wrong);
        await child.join();
      }`,
    );
    assert.deepEqual(lines, [0]);
  });

  it('a queue without a limit takes what nobody reads yet, however much that is', async (t) => {
    const lines = await shown(
      t,
      `
      const COUNT = 6_000;
      async function give(queue: mp.Queue, given: mp.Event) {
        for (let i = 0; i < COUNT; i++) await queue.put(Buffer.alloc(10_000, i));
        await given.set();
      }
      if (import.meta.main) {
        const queue = new mp.Queue<Buffer>(), given = new mp.Event();
        const child = new Process({ target: give, args: [queue, given] });
        child.start();
        await given.wait();
        let wrong = 0;
        for (let i = 0; i < COUNT; i++) if ((await queue.get())[9_999] !== i % 256) wrong++;
        await child.join();
        show([wrong, await queue.qsize()]);
      }`,
    );
    assert.deepEqual(lines, [[0, 0]]);
  });

  it('100 MB pass while small items on other queues come through', async (t) => {
    const lines = await shown(
      t,
      `
      async function echo(small: mp.Queue, back: mp.Queue) { for await (const item of small) await back.put(item); }
      async function give(large: mp.Queue) { await large.put(new Uint8Array(100_000_000).fill(7)); }
      if (import.meta.main) {
        const large = new mp.Queue<Uint8Array>(), small = new mp.Queue(), back = new mp.Queue();
        const children = [new Process({ target: echo, args: [small, back] }), new Process({ target: give, args: [large] })];
        for (const child of children) child.start();
        let rounds = 0, done = false;
        const got = large.get().then((bytes) => { done = true; return [bytes.length, bytes.every((byte) => byte === 7)]; });
        while (!done) { await small.put(rounds); await back.get(); rounds++; }
        show([await got, rounds > 5]);
        await small.put(null);
        for (const child of children) await child.join();
      }`,
    );
    assert.deepEqual(lines, [[[100_000_000, true], true]]);
  });

  it('a script without a queue starts no hub, and a queue alone ends with its program', async (t) => {
    const { stdout, code } = await runProgram(
      t,
      `
      if (import.meta.main) {
        const queue = new mp.Queue();
        await queue.put(1);
        show(await queue.qsize());
      }`,
    );
    assert.deepEqual([stdout, code], ['1\n', 0]);
  });
});
