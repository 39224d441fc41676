/** Pipes whose two processes are linked: what is told of them in pipe.test.ts holds then too, and while that changes. */
import assert from 'node:assert/strict';
import { it, type TestContext } from 'node:test';
import { shown, WITHOUT_SIGNALS } from '../helpers/runProgram.ts';

/** What the programs have in common: an echo, who takes the rest, and enough questions that two are linked. */
const COMMON = `
  async function echo(connection: mp.Connection<number>) {
    for await (const item of connection) await connection.send(item);
  }
  async function rest(connection: mp.Connection<number>, results: mp.Queue<number[]>) {
    const items = [];
    for (let item = await connection.recv(); item >= 0; item = await connection.recv()) items.push(item);
    await results.put(items);
  }
  let links = 0;
  mp.getLogger().setLevel(mp.DEBUG);
  mp.getLogger().addHandler(({ message }) => void (message.includes(': linked with') && links++));
  async function talk(connection: mp.Connection<number>, until: () => boolean = () => links > 0) {
    for (let i = 0; i < 100 || !until(); i++) {
      await connection.send(i);
      if (await connection.recv() !== i) throw new Error('another item');
    }
  }
  const range = (start: number, end: number) => Array.from({ length: end - start }, (_, i) => start + i);
  const isRange = (items: number[], start: number, end: number) => String(items) === String(range(start, end));
  const started = (target: (...args: never[]) => unknown, ...args: unknown[]) => {
    const process = new Process({ target: target as never, args: args as never });
    process.start();
    return process;
  };`;

const program = (t: TestContext, source: string) => shown(t, COMMON + source);

it('N-02 what is sent while two processes come to be linked comes in order, in both directions', async (t) => {
  const lines = await program(
    t,
    `
    async function flood(connection: mp.Connection<number>) {
      const items: number[] = [];
      const sending = (async () => {
        for (let i = 0; i < 30_000; i++) {
          while (i - items.length > 200) await new Promise(setImmediate); // so that now the one sends, now the other
          await connection.send(i);
        }
      })();
      for (let i = 0; i < 30_000; i++) items.push(await connection.recv());
      await sending;
      return isRange(items, 0, 30_000);
    }
    async function child(connection: mp.Connection<number>) {
      const inOrder = await flood(connection);
      await connection.send(inOrder ? 1 : 0);
    }
    if (import.meta.main) {
      const [here, there] = mp.Pipe<number>();
      const process = started(child, there);
      show([await flood(here), await here.recv(), links]);
      await process.join();
    }`,
  );
  assert.deepEqual(lines, [[true, 1, 1]]);
});

it('N-04 N-06 N-07 closing, polling and the end are as they are through the hub', async (t) => {
  const lines = await program(
    t,
    `
    async function child(connection: mp.Connection<number>, go: mp.Event, done: mp.Event) {
      await echo(connection).catch(() => {});
      void go; void done;
    }
    async function closing(connection: mp.Connection<number>, go: mp.Event, done: mp.Event) {
      for (let item = await connection.recv(); item >= 0; item = await connection.recv()) await connection.send(item);
      await connection.send(-1);
      await connection.send(-2);
      connection.close();
      await done.set();
      await go.wait();
    }
    if (import.meta.main) {
      const [go, done] = [new mp.Event(), new mp.Event()];
      const [a, b] = mp.Pipe<number>();
      const first = started(child, b, go, done);
      b.close();
      await talk(a);
      show([await a.poll(), await a.poll(0.01), await mp.wait([a], 0)]);
      const polling = a.poll(null);
      await a.send(5);
      show([await polling, await a.poll(), await a.recv(), await a.poll()]);
      const controller = new AbortController();
      const aborted = thrown(() => a.recv({ signal: controller.signal }));
      controller.abort(new Error('given up'));
      show(await aborted);
      const waiting = thrown(() => a.recv());
      a.close();
      show(await waiting);
      await first.join();

      links = 0;
      const [c, d] = mp.Pipe<number>();
      const second = started(closing, d, go, done);
      d.close();
      await talk(c);
      await c.send(-1);
      await done.wait();
      show([await c.poll(), await c.recv(), await c.recv(), await c.poll(), await thrown(() => c.recv())]);
      show((await thrown(() => c.send(1))).slice(0, 31));
      await go.set();
      await second.join();
      show([first.exitcode, second.exitcode]);
    }`,
  );
  assert.deepEqual(lines, [
    [false, false, []],
    [true, true, 5, false],
    'Error: given up',
    'OSError: handle is closed',
    [true, -1, -2, true, 'EOFError: nobody has the other end of the connection any more'],
    'OSError: [Errno 32] Broken pipe',
    [0, 0],
  ]);
});

it('what goes one way only from then on goes by the hub again, in order, until there are answers', async (t) => {
  const lines = await program(
    t,
    `
    let goneBack = 0;
    mp.getLogger().addHandler(({ message }) => void (message.includes(': by way of the hub again') && goneBack++));
    async function child(connection: mp.Connection<number | string>, results: mp.Queue<number[]>) {
      for (let round = 0; round < 2; round++) {
        for (let item = await connection.recv(); item !== 'now I talk'; item = await connection.recv()) await connection.send(item);
        await rest(connection as mp.Connection<number>, results);
      }
    }
    if (import.meta.main) {
      const results = new mp.Queue<number[]>();
      const [here, there] = mp.Pipe<number | string>();
      const process = started(child, there, results);
      for (let round = 1; round <= 2; round++) {
        links = 0;
        await talk(here as mp.Connection<number>);
        await here.send('now I talk');
        for (let i = 0; i < 20_000; i++) await here.send(i);
        await here.send(-1);
        show([isRange(await results.get(), 0, 20_000), goneBack]);
      }
      await process.join();
    }`,
  );
  assert.deepEqual(lines, [
    [true, 1],
    [true, 2],
  ]);
});

it('a third process that comes to use an end gets its share: each item goes to one', async (t) => {
  const lines = await program(
    t,
    `
    async function take(connection: mp.Connection<number>, results: mp.Queue<number[]>, isUsed: mp.Event, talks: boolean) {
      const items: number[] = [];
      while (talks) {
        const item = await connection.recv();
        await connection.send(item);
        if (item < 0) break;
      }
      for await (const item of connection) {
        items.push(item);
        if (items.length === 100) await isUsed.set();
        if (items.length % 50 === 0) await new Promise(setImmediate);
      }
      await results.put(items);
    }
    if (import.meta.main) {
      const results = new mp.Queue<number[]>();
      const [reader, writer] = mp.Pipe<number>();
      const used = [new mp.Event(), new mp.Event()] as const;
      const takers = [started(take, reader, results, used[0], true)];
      let sent = 0;
      const send = async (until: () => boolean) => {
        for (; !until(); await sleep(0)) for (let i = 0; i < 20; i++) await writer.send(sent++);
      };
      await talk(writer);
      await writer.send(-1);
      await writer.recv();
      await send(() => sent >= 1000);
      let isUsed = false;
      void used[1].wait().then(() => (isUsed = true));
      takers.push(started(take, reader, results, used[1], false));
      reader.close();
      await send(() => isUsed);
      writer.close();
      const [one, two] = [await results.get(), await results.get()];
      show([two.length >= 100, isRange([...one, ...two].sort((x, y) => x - y), 0, sent)]);
      for (const taker of takers) await taker.join();
    }`,
  );
  assert.deepEqual(lines, [[true, true]]);
});

it('R-09 an end moves on while it is used: through a queue, through another pipe, through itself', async (t) => {
  const lines = await program(
    t,
    `
    type Moved = mp.Connection<number | mp.Connection<number>>;
    async function stage(from: mp.Queue<Moved>, to: mp.Queue<Moved>, name: number) {
      const connection = await from.get();
      for (let i = 0; i < 300 || links === 0; i++) {
        const item = await connection.recv() as number;
        await connection.send(item * 10 + name);
      }
      await to.put(connection);
      connection.close();
    }
    async function pass(connection: mp.Connection<mp.Connection<number>>) {
      for (let i = 0; i < 300; i++) {
        const given = await connection.recv();
        await given.send(i);
        given.close();
      }
    }
    if (import.meta.main) {
      const queues = Array.from({ length: 4 }, () => new mp.Queue<Moved>());
      const stages = [0, 1, 2].map((i) => started(stage, queues[i], queues[i + 1], i));
      const [here, there] = mp.Pipe<number | mp.Connection<number>>();
      await queues[0]!.put(there);
      there.close();
      let last: Moved | null = null;
      void queues[3]!.get().then((connection) => (last = connection));
      const answers: number[] = [];
      const enough = new AbortController();
      const receiving = (async () => {
        for (;;) answers.push(await here.recv({ signal: enough.signal }) as number);
      })().catch(() => {});
      let sent = 0;
      for (; last === null; await new Promise(setImmediate)) if (sent - answers.length < 20) await here.send(sent++);
      const rest: number[] = [];
      const moved = last as Moved;
      while (answers.length + rest.length < sent) if (await moved.poll(0.01)) rest.push(await moved.recv() as number);
      enough.abort();
      await receiving;
      const items = answers.map((answer) => Math.floor(answer / 10));
      const inTurn = answers.every((answer, i) => i === 0 || answer % 10 >= answers[i - 1]! % 10);
      show([isRange([...items, ...rest], 0, sent), inTurn, answers.at(-1)! % 10]);
      await here.send(here as mp.Connection<number>);
      show([(await moved.recv()) === here, await moved.poll()]);

      const [giving, taking] = mp.Pipe<mp.Connection<number>>();
      const passing = started(pass, taking);
      let sum = 0;
      for (let i = 0; i < 300; i++) {
        const [mine, theirs] = mp.Pipe<number>();
        await giving.send(theirs);
        theirs.close();
        sum += await mine.recv() - i;
        mine.close();
      }
      show(sum);
      for (const process of [...stages, passing]) await process.join();
    }`,
  );
  assert.deepEqual(lines, [[true, true, 2], [true, false], 0]);
});

it('N-05 what a killed process has sent comes, and then the end', { skip: WITHOUT_SIGNALS }, async (t) => {
  const lines = await program(
    t,
    `
    async function child(connection: mp.Connection<number>, told: mp.Event) {
      for (let item = await connection.recv(); item >= 0; item = await connection.recv()) await connection.send(item);
      for (let i = 0; i < 2000; i++) await connection.send(i);
      await new Promise((resolve) => setImmediate(resolve));
      await told.set();
      while (true);
    }
    if (import.meta.main) {
      const [here, there] = mp.Pipe<number>();
      const told = new mp.Event();
      const process = started(child, there, told);
      there.close();
      await talk(here);
      await here.send(-1);
      await told.wait();
      process.kill();
      await process.join();
      const items = [];
      for await (const item of here) items.push(item);
      show([isRange(items, 0, 2000), (await thrown(() => here.send(1))).slice(0, 31)]);
    }`,
  );
  assert.deepEqual(lines, [[true, 'OSError: [Errno 32] Broken pipe']]);
});

it('what a killed process has not taken goes to another, but for one item', { skip: WITHOUT_SIGNALS }, async (t) => {
  const lines = await program(
    t,
    `
    async function busy(connection: mp.Connection<number>) {
      for (let item = await connection.recv(); item >= 0; item = await connection.recv()) await connection.send(item);
      while (true);
    }
    if (import.meta.main) {
      const [here, there] = mp.Pipe<number>();
      const results = new mp.Queue<number[]>();
      const first = started(busy, there);
      await talk(here);
      await here.send(-1);
      for (let i = 0; i < 50; i++) await here.send(i);
      first.kill();
      await first.join();
      for (let i = 50; i < 60; i++) await here.send(i);
      await here.send(-1);
      const second = started(rest, there, results);
      there.close();
      const items = await results.get();
      show([items[0]! <= 1, isRange(items, items[0]!, 60)]);
      await second.join();
    }`,
  );
  assert.deepEqual(lines, [[true, true]]);
});

it('nor more of one that takes them fast', { skip: WITHOUT_SIGNALS }, async (t) => {
  const lines = await program(
    t,
    `
    async function dies(connection: mp.Connection<number>, last: number) {
      for (let item = await connection.recv(); item >= 0; item = await connection.recv()) await connection.send(item);
      for (let item = await connection.recv(); ; item = await connection.recv()) {
        if (item === last) globalThis.process.kill(globalThis.process.pid, 'SIGKILL');
      }
    }
    if (import.meta.main) {
      for (const last of [150, 333, 777, 1499]) {
        const [here, there] = mp.Pipe<number>();
        const results = new mp.Queue<number[]>();
        const first = started(dies, there, last);
        const before = links;
        await talk(here, () => links > before);
        await here.send(-1);
        for (let i = 0; i < 1_600; i++) await here.send(i);
        await first.join();
        await here.send(-1);
        const second = started(rest, there, results);
        there.close();
        const items = await results.get();
        show([items[0]! - last, isRange(items, items[0]!, 1_600)]);
        await second.join();
      }
    }`,
  );
  assert.deepEqual(
    lines,
    [150, 333, 777, 1499].map(() => [1, true]),
  );
});

it(
  'one that is killed while the link ends takes one item with it, and none comes twice',
  { skip: WITHOUT_SIGNALS },
  async (t) => {
    const lines = await program(
      t,
      `
    import { mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
    import { tmpdir } from 'node:os';
    async function sends(connection: mp.Connection<number>, stop: mp.Event) {
      await talk(connection);
      await connection.send(-1);
      for (let i = 0; !(i % 20 === 0 && (await stop.isSet())); i++) await connection.send(i);
    }
    async function takes(connection: mp.Connection<number>, file: string) {
      for (let item = await connection.recv(); item >= 0; item = await connection.recv()) await connection.send(item);
      for (const fd = openSync(file, 'a'); ; ) writeSync(fd, (await connection.recv()) + '\\n');
    }
    const linesIn = (file: string) => readFileSync(file, { encoding: 'utf8', flag: 'a+' }).split('\\n').slice(0, -1);
    if (import.meta.main) {
      const folder = mkdtempSync(tmpdir() + '/mp-link-');
      for (let round = 0; round < 16; round++) {
        const file = folder + '/taken-' + round;
        const [here, there] = mp.Pipe<number>(), stop = new mp.Event();
        const sender = started(sends, here, stop), taker = started(takes, there, file);
        while (linesIn(file).length < 100) await sleep(0.001);
        const third = there.poll(0); // the link is to end
        await sleep(round / 8_000);
        taker.kill();
        await third;
        await stop.set();
        await sender.join();
        here.close();
        const taken = linesIn(file).map(Number);
        const rest: number[] = [];
        while (await there.poll() && !(await thrown(async () => rest.push(await there.recv()))).startsWith('EOFError'));
        const lost = (rest[0] ?? taken.length) - taken.length;
        if (lost < 0 || lost > 1 || !isRange(taken, 0, taken.length)) show([round, taken.at(-1), rest[0]]);
      }
      rmSync(folder, { recursive: true });
      show('over');
    }`,
    );
    assert.deepEqual(lines, ['over']);
  },
);

it('what a process sends and has not taken when it exits is not lost', async (t) => {
  const lines = await program(
    t,
    `
    async function child(connection: mp.Connection<number>) {
      for (let item = await connection.recv(); item >= 0; item = await connection.recv()) await connection.send(item);
      for (let i = 0; i < 20_000; i++) void connection.send(i);
      process.exit(3);
    }
    if (import.meta.main) {
      const [here, there] = mp.Pipe<number>();
      const first = started(child, there);
      await talk(here);
      await here.send(-1);
      const sent = 1 + 20_000;
      for (let i = 0; i < 50; i++) await here.send(i).catch(() => {});
      await first.join();
      await here.send(-1);
      const items = [];
      for (let i = 0; i < sent - 1; i++) items.push(await here.recv());
      show([first.exitcode, isRange(items, 0, 20_000), await here.poll()]);
      const results = new mp.Queue<number[]>();
      const second = started(rest, there, results);
      there.close();
      show(isRange(await results.get(), 0, 50));
      await second.join();
    }`,
  );
  assert.deepEqual(lines, [[3, true, false], true]);
});

it('N-02 messages of 100 MB pass between linked processes, and small ones behind them', async (t) => {
  const lines = await program(
    t,
    `
    async function child(connection: mp.Connection<any>) {
      for await (const item of connection) await connection.send(item);
    }
    if (import.meta.main) {
      const [here, there] = mp.Pipe<any>();
      const process = started(child, there);
      there.close();
      await talk(here);
      const large = Buffer.alloc(100 * 2 ** 20, 'large');
      const sending = here.send(large);
      void here.send('behind it');
      const back = await here.recv();
      show([back.length, large.equals(back), await here.recv()]);
      await sending;
      here.close();
      await process.join();
    }`,
  );
  assert.deepEqual(lines, [[100 * 2 ** 20, true, 'behind it']]);
});
