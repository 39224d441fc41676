/** Pipes: the rows N-01 to N-15 of the behaviour checklist, and. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { runProgram, shown, WITHOUT_SIGNALS } from '../helpers/runProgram.ts';

it('N-01 N-03 the ends of a pipe are for both directions, or for one', async (t) => {
  const lines = await shown(
    t,
    `
    const flags = (connection: mp.Connection) => [connection.readable, connection.writable, connection.closed];
    const [a, b] = mp.Pipe();
    show([...flags(a), ...flags(b)]);
    const [reader, writer] = mp.Pipe(false);
    show([...flags(reader), ...flags(writer)]);
    for (const body of [() => reader.send(1), () => reader.sendBytes(Buffer.from('x'))]) show(await thrown(body));
    for (const body of [() => writer.recv(), () => writer.recvBytes(), () => writer.poll()]) show(await thrown(body));
    await writer.send('one way');
    show(await reader.recv());
    show([String(a), a instanceof mp.Connection, a.constructor.name]);`,
  );
  assert.deepEqual(lines, [
    [true, true, false, true, true, false],
    [true, false, false, false, true, false],
    ...Array<string>(2).fill('OSError: connection is read-only'),
    ...Array<string>(3).fill('OSError: connection is write-only'),
    'one way',
    ['<Connection>', true, 'Connection'],
  ]);
});

it('N-02 messages come one by one, in order, and large ones too', async (t) => {
  const lines = await shown(
    t,
    `
    async function echo(connection: mp.Connection) {
      for await (const item of connection) await connection.send(item);
    }
    if (import.meta.main) {
      const [here, there] = mp.Pipe();
      const child = new Process({ target: echo, args: [there] });
      child.start();
      there.close();
      const items = [1, 'two', null, { three: [3, 4n] }, new Map([['five', new Date(5)]])];
      for (const item of items) await here.send(item);
      const echoed = [];
      for (const _ of items) echoed.push(await here.recv());
      const { isDeepStrictEqual } = await import('node:util');
      show(isDeepStrictEqual(echoed, items));
      const sending = (async () => { for (let i = 0; i < 20_000; i++) await here.send(i); })();
      let inOrder = 0;
      for (let i = 0; i < 20_000; i++) if (await here.recv() === i) inOrder++;
      await sending;
      show(inOrder);
      const large = Buffer.alloc(16 * 2 ** 20, 'large');
      const sent = here.sendBytes(large);
      show(large.equals(await here.recvBytes()));
      await sent;
      here.close();
      await child.join();
      show(child.exitcode);
    }`,
  );
  assert.deepEqual(lines, [true, 20_000, true, 0]);
});

it('N-04 N-06 N-08 an end that is closed is the end of file for the other, after what was sent', async (t) => {
  const lines = await shown(
    t,
    `
    const [a, b] = mp.Pipe();
    await a.send('first');
    await a.send('second');
    a.close();
    a.close();
    show([a.closed, String(a)]);
    const refused = [() => a.send(1), () => a.recv(), () => a.poll(), () => a.sendBytes(Buffer.from('x')), () => a.recvBytes()];
    for (const body of refused) show(await thrown(body));
    show([await b.poll(), await b.recv(), await b.recv(), await b.poll(), await b.poll(null)]);
    show(await thrown(() => b.recv()));
    show(await thrown(() => b.recvBytes()));
    const error = await b.send(1).then(() => null, (error: unknown) => error as mp.OSError);
    show([error instanceof mp.OSError, error?.code]);

    const [c, d] = mp.Pipe();
    await c.send(1);
    d.close();
    show((await thrown(() => c.send(1))).slice(0, 31));
    {
      await using e = mp.Pipe()[0];
      void e;
      const [f, g] = mp.Pipe();
      { await using inner = f; void inner; }
      show([f.closed, await g.poll(null)]);
    }
    const [h, i] = mp.Pipe();
    i.close(); // before anybody has used either
    show(await thrown(() => h.recv()));
    const [j] = mp.Pipe();
    const receiving = thrown(() => j.recv());
    j.close();
    show(await receiving);`,
  );
  const end = 'EOFError: nobody has the other end of the connection any more';
  assert.deepEqual(lines, [
    [true, '<Connection closed>'],
    ...Array<string>(5).fill('OSError: handle is closed'),
    [true, 'first', 'second', true, true],
    end,
    end,
    [true, 'EPIPE'],
    'OSError: [Errno 32] Broken pipe',
    [true, true],
    end,
    'OSError: handle is closed',
  ]);
});

it('N-05 N-14 the end of file comes when each process that has the end has closed it, or ended', async (t) => {
  const lines = await shown(
    t,
    `
    async function child(writer: mp.Connection, go: mp.Event) {
      await writer.send('from the child');
      await go.wait();
      writer.close();
      await go.clear();
      await new Promise(() => setInterval(() => {}, 1000));
    }
    function idle(_writer: mp.Connection) {}
    if (import.meta.main) {
      const [reader, writer] = mp.Pipe(false);
      const go = new mp.Event();
      const process = new Process({ target: child, args: [writer, go], daemon: true });
      process.start();
      show(await reader.recv());
      await go.set();
      while (await go.isSet()) await sleep(0.001);
      show(await reader.poll(0.1)); // this process has the writing end still
      writer.close();
      show([await reader.poll(5), await thrown(() => reader.recv()), process.isAlive()]);

      const [reader2, writer2] = mp.Pipe(false);
      const process2 = new Process({ target: idle, args: [writer2] });
      process2.start();
      writer2.close();
      show(await thrown(() => reader2.recv()));
      await process2.join();
      show(process2.exitcode);
    }`,
  );
  const end = 'EOFError: nobody has the other end of the connection any more';
  assert.deepEqual(lines, ['from the child', false, [true, end, true], end, 0]);
});

it('N-05 a process that is killed has closed its ends', { skip: WITHOUT_SIGNALS }, async (t) => {
  const lines = await shown(
    t,
    `
    async function child(connection: mp.Connection) {
      for (;;) await connection.send(await connection.recv());
    }
    if (import.meta.main) {
      const [here, there] = mp.Pipe();
      const process = new Process({ target: child, args: [there] });
      process.start();
      there.close();
      await here.send(1);
      show(await here.recv());
      const waiting = thrown(() => here.recv());
      process.kill();
      show([await waiting, (await thrown(() => here.send(1))).slice(0, 31)]);
    }`,
  );
  const end = 'EOFError: nobody has the other end of the connection any more';
  assert.deepEqual(lines, [1, [end, 'OSError: [Errno 32] Broken pipe']]);
});

it('N-07 poll() answers at once, after a time, or when there is something', async (t) => {
  const lines = await shown(
    t,
    `
    const [a, b] = mp.Pipe();
    show([await a.poll(), await a.poll(0), await a.poll(-1)]);
    const start = performance.now();
    show([await a.poll(0.2), performance.now() - start >= 195]);
    const waiting = a.poll(null);
    await b.send('x');
    show([await waiting, await a.poll(), await a.poll(-1), await a.recv(), await a.poll()]);
    show(await thrown(() => a.poll('1' as never)));
    const signal = AbortSignal.abort(new Error('given up'));
    show([await thrown(() => a.poll(null, { signal })), await thrown(() => a.recv({ signal }))]);
    const controller = new AbortController();
    const receiving = thrown(() => a.recv({ signal: controller.signal }));
    controller.abort(new Error('later'));
    show(await receiving);
    await b.send('not lost');
    show(await a.recv());`,
  );
  assert.deepEqual(lines, [
    [false, false, false],
    [false, true],
    [true, true, true, 'x', false],
    "TypeError: timeout must be a number of seconds or null, not '1'",
    ['Error: given up', 'Error: given up'],
    'Error: later',
    'not lost',
  ]);
});

it('N-09 N-13 sendBytes() sends a part of its buffer', async (t) => {
  const lines = await shown(
    t,
    `
    const [a, b] = mp.Pipe();
    const letters = Buffer.from('abcdefghijklmnopqrstuvwxyz');
    const received = async () => Buffer.from(await b.recvBytes()).toString();
    for (const [offset, size] of [[0], [10], [7, 3], [26], [26, 0], [4, 0]] as const) {
      await a.sendBytes(letters, offset, size);
      show(await received());
    }
    for (const [offset, size] of [[27], [22, 5], [26, 1], [-1], [4, -1]] as const)
      show(await thrown(() => a.sendBytes(letters, offset, size)));
    show(await thrown(() => a.sendBytes('text' as never)));
    show(await thrown(() => a.send({ callback: () => 1 })));
    show(await b.poll());
    await a.sendBytes(new Uint16Array([1, 2]));
    show([...await b.recvBytes()]);`,
  );
  assert.deepEqual(lines, [
    'abcdefghijklmnopqrstuvwxyz',
    'klmnopqrstuvwxyz',
    'hij',
    '',
    '',
    '',
    'ValueError: buffer length < offset',
    'ValueError: buffer length < offset + size',
    'ValueError: buffer length < offset + size',
    'ValueError: offset is negative',
    'ValueError: size is negative',
    'TypeError: sendBytes() wants bytes (a Uint8Array or another view of an ArrayBuffer), not string',
    "PicklingError: cannot send item.callback: it is the lambda 'callback', which does not stand at the top level of a module. Declare it as a function at the top level of a module, so that the other process can find it",
    false,
    [1, 0, 2, 0],
  ]);
});

it('N-10 N-11 N-12 what is received may be too long', async (t) => {
  const lines = await shown(
    t,
    `
    const [a, b] = mp.Pipe();
    const message = Buffer.from('a longer message');
    await a.sendBytes(message);
    show(await thrown(() => b.recvBytes(-1)));
    show([await thrown(() => b.recvBytes(5)), b.readable, b.writable, b.closed]);
    show(await thrown(() => b.recv()));
    const [reader, writer] = mp.Pipe(false);
    await writer.sendBytes(message);
    show([await thrown(() => reader.recvBytes(5)), reader.closed]);

    const [c, d] = mp.Pipe();
    const buffer = new Uint8Array(20);
    await c.sendBytes(message);
    show([await d.recvBytesInto(buffer), Buffer.from(buffer).toString().replaceAll('\\0', '.')]);
    await c.sendBytes(Buffer.from('xyz'));
    show([await d.recvBytesInto(buffer, 17), Buffer.from(buffer).toString().replaceAll('\\0', '.')]);
    await c.sendBytes(message);
    await c.sendBytes(Buffer.from(''));
    const error = await d.recvBytesInto(buffer, 10).catch((error: unknown) => error) as { args: Uint8Array[] };
    show([error instanceof mp.BufferTooShort, Buffer.from(error.args[0]!).toString()]);
    show([await d.poll(), (await d.recvBytes()).length, await d.poll()]);
    show([await thrown(() => d.recvBytesInto(buffer, -1)), await thrown(() => d.recvBytesInto(buffer, 21))]);`,
  );
  assert.deepEqual(lines, [
    'ValueError: negative maxlength',
    ['OSError: bad message length', false, true, false],
    'OSError: connection is write-only',
    ['OSError: bad message length', true],
    [16, 'a longer message....'],
    [3, 'a longer message.xyz'],
    [true, 'a longer message'],
    [true, 0, false],
    ['ValueError: negative offset', 'ValueError: offset too large'],
  ]);
});

it('N-15 poll() in one process takes nothing from another', async (t) => {
  const lines = await shown(
    t,
    `
    async function poller(connection: mp.Connection, ready: mp.Event) {
      await ready.set();
      for (let i = 0; i < 200; i++) await connection.poll(0.001);
    }
    if (import.meta.main) {
      const [a, b] = mp.Pipe();
      const ready = new mp.Event();
      const process = new Process({ target: poller, args: [b, ready] });
      process.start();
      await ready.wait();
      const sent = (async () => { for (let i = 0; i < 500; i++) await a.send(i); })();
      const received = [];
      for (let i = 0; i < 500; i++) received.push(await b.recv());
      await sent;
      show(received.every((item, i) => item === i));
      await process.join();
    }`,
  );
  assert.deepEqual(lines, [true]);
});

it('R-09 a connection travels through a connection, a queue, and as a field', async (t) => {
  const lines = await shown(
    t,
    `
    class Worker extends Process {
      constructor(readonly commands: mp.Connection<mp.Connection>) { super(); }
      override async run() {
        for await (const connection of this.commands) {
          await connection.send('hello from ' + mp.currentProcess().name);
          connection.close();
        }
      }
    }
    if (import.meta.main) {
      const [commands, theirs] = mp.Pipe<mp.Connection>();
      const worker = new Worker(theirs);
      worker.start();
      for (let i = 0; i < 3; i++) {
        const [mine, given] = mp.Pipe(i % 2 === 0);
        if (i % 2 === 1) {
          await commands.send(given);
          given.close();
          show(await mine.recv());
          show(await thrown(() => mine.recv()));
        } else {
          const queue = new mp.Queue<mp.Connection>();
          await queue.put(given);
          given.close();
          await commands.send(await queue.get());
          show(await mine.recv());
        }
      }
      commands.close();
      await worker.join();
      show(worker.exitcode);
    }`,
  );
  assert.deepEqual(lines, [
    'hello from Worker-1',
    'hello from Worker-1',
    'EOFError: nobody has the other end of the connection any more',
    'hello from Worker-1',
    0,
  ]);
});

it('a sender waits when the receiver lags far behind', async (t) => {
  const lines = await shown(
    t,
    `
    async function sender(connection: mp.Connection, sent: mp.Value<number>) {
      const block = Buffer.alloc(64 * 1024);
      for (let i = 0; i < 100; i++) {
        await connection.send(block);
        await sent.set(i + 1);
      }
    }
    if (import.meta.main) {
      const [here, there] = mp.Pipe();
      const sent = mp.Value('i', 0);
      const process = new Process({ target: sender, args: [there, sent] });
      process.start();
      there.close();
      let last = -1;
      for (let same = 0; same < 5;) { // until it does not go on
        await sleep(0.05);
        const now = await sent.get();
        same = now >= 8 && now === last ? same + 1 : 0;
        last = now;
      }
      show(last < 64);
      let received = 0;
      for await (const block of here) received += (block as Buffer).length;
      show(received);
      await process.join();
    }`,
  );
  assert.deepEqual(lines, [true, 100 * 64 * 1024]);
});

it('what a receiver that is killed has not taken goes to another', { skip: WITHOUT_SIGNALS }, async (t) => {
  const lines = await shown(
    t,
    `
    async function first(connection: mp.Connection, told: mp.Connection) {
      await told.send(await connection.recv());
      while (true); // busy, with whatever it was sent ahead
    }
    async function second(connection: mp.Connection) {
      const items = [];
      for await (const item of connection) items.push(item);
      show(items);
    }
    if (import.meta.main) {
      const [reader, writer] = mp.Pipe(false);
      const [heard, told] = mp.Pipe(false);
      for (let i = 0; i < 10; i++) await writer.send(i);
      const process = new Process({ target: first, args: [reader, told] });
      process.start();
      show(await heard.recv());
      process.kill();
      await process.join();
      const other = new Process({ target: second, args: [reader] });
      other.start();
      reader.close();
      writer.close();
      await other.join();
    }`,
  );
  assert.deepEqual(lines, [0, [1, 2, 3, 4, 5, 6, 7, 8, 9]]);
});

it('R-12 what cannot be rebuilt is an error of recv(), and used up', async (t) => {
  const lines = await shown(
    t,
    `
    async function child(connection: mp.Connection) {
      show((await thrown(() => connection.recv())).split(':')[0]);
      show(await connection.recv());
      show(await connection.recv());
    }
    export let known: { new (): object } = class {};
    if (import.meta.main) {
      const [here, there] = mp.Pipe();
      const { writeFileSync, rmSync } = await import('node:fs');
      writeFileSync('gone.mjs', 'export class Gone {}');
      const { Gone } = await import(String('./gone.mjs'));
      await here.send(new Gone());
      await here.send('next');
      await here.send('last');
      rmSync('gone.mjs');
      const process = new Process({ target: child, args: [there] });
      process.start();
      await process.join();
    }`,
  );
  assert.deepEqual(lines, ['PicklingError', 'next', 'last']);
});

it('who waits for a connection that nobody else can reach is told so', async (t) => {
  const { stdout, stderr, code } = await runProgram(
    t,
    `
    const [a, b] = mp.Pipe();
    console.log(await thrown(() => a.recv()));
    b.close();`,
  );
  assert.deepEqual([stderr, code], ['', 0]);
  assert.match(stdout, /^EOFError: Connection\.recv waits in vain/);
});

it('who watches sees the ends by the names of their variables', async (t) => {
  const lines = await shown(
    t,
    `
    import { subscribe } from 'node:diagnostics_channel';
    const waits: string[] = [];
    subscribe('multiprocessing-ts.process', (event) => {
      const { type, operation, object } = event as { type: string; operation: string; object: () => string };
      if (type === 'waiting') waits.push(operation + ' ' + object());
    });
    const [parent, child] = mp.Pipe<string>();
    const [reader, writer]: [mp.Connection, mp.Connection] = mp.Pipe(false);
    const [jobs] = [mp.Pipe(true, { name: 'jobs' })[0]];
    show([parent, child, reader, writer, jobs].map(String));
    const receiving = parent.recv();
    await child.send('x');
    await receiving;
    child.close();
    show([String(child), waits.includes('Connection.recv parent')]);`,
  );
  assert.deepEqual(lines, [
    ['<Connection parent>', '<Connection child>', '<Connection reader>', '<Connection writer>', '<Connection jobs>'],
    ['<Connection child closed>', true],
  ]);
});

it('what was sent when the process ends arrives, however it ends', async (t) => {
  const lines = await shown(
    t,
    `
    function sendAll(connection: mp.Connection) {
      for (let i = 0; i < 1000; i++) void connection.send(i);
      void connection.send(Buffer.alloc(3_000_000, 'x'));
    }
    async function exits(connection: mp.Connection) {
      await connection.send('connected');
      sendAll(connection);
      process.exit(3);
    }
    function closes(connection: mp.Connection) { sendAll(connection); connection.close(); }
    if (import.meta.main) {
      for (const target of [sendAll, exits, closes]) {
        const [here, there] = mp.Pipe();
        const child = new Process({ target, args: [there] });
        child.start();
        there.close();
        let inOrder = 0;
        let large = 0;
        for await (const item of here)
          if (item === inOrder) inOrder++;
          else if (item !== 'connected') large = (item as Buffer).length;
        await child.join();
        show([inOrder, large, child.exitcode]);
      }
    }`,
  );
  assert.deepEqual(lines, [
    [1000, 3_000_000, 0],
    [1000, 3_000_000, 3],
    [1000, 3_000_000, 0],
  ]);
});

it('ends that are dropped without being closed are gone when they are collected', async (t) => {
  const lines = await shown(
    t,
    `
    const ends = Array.from({ length: 50 }, () => mp.Pipe()[0]);
    for (const end of ends) await end.send('x').catch(() => {});
    const waiting = ends.map((end) => thrown(() => end.recv({ signal: AbortSignal.timeout(20_000) })));
    let ended = 0;
    for (const wait of waiting) void wait.then(() => ended++);
    while (ended === 0) {
      (globalThis as { gc?: () => void }).gc?.();
      await sleep(0.01);
    }
    show((await Promise.race(waiting)).slice(0, 20));
    for (const end of ends) end.close();`,
    { execArgv: ['--expose-gc'] },
  );
  assert.deepEqual(lines, ['EOFError: nobody has']);
});
