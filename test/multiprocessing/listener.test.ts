/** Listener, Client and wait: the rows N-16 to N-21 of the behaviour checklist. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { runProgram, shown, WITHOUT_SIGNALS } from '../helpers/runProgram.ts';

const WITHOUT_UNIX_SOCKETS = process.platform === 'win32' && 'Windows has named pipes instead';

it('N-16 wait() gives those that are ready, in the order asked', async (t) => {
  const lines = await shown(
    t,
    `
    async function late(connection: mp.Connection, seconds: number) {
      await sleep(seconds);
      await connection.send('late');
    }
    if (import.meta.main) {
      const pipes = Array.from({ length: 4 }, () => mp.Pipe());
      const readers = pipes.map(([reader]) => reader);
      const indexes = (ready: mp.Connection[]) => ready.map((connection) => readers.indexOf(connection));
      show([await mp.wait(readers, 0), await mp.wait(readers, -1), await mp.wait([], 0.01)]);
      const start = performance.now();
      show([await mp.wait(readers, 0.1), performance.now() - start >= 95]);
      await pipes[2]![1].send('two');
      await pipes[1]![1].send('one');
      pipes[3]![1].close();
      show(indexes(await mp.wait(readers)));
      show(indexes(await mp.wait([readers[3]!, readers[2]!, readers[0]!], 5)));
      const process = new Process({ target: late, args: [pipes[0]![1], 0.1] });
      process.start();
      show(indexes(await mp.wait([readers[0]!])));
      const ready = await mp.wait([process.sentinel], null);
      show([ready[0] === process.sentinel, (await mp.wait([readers[2]!, process.sentinel, readers[1]!])).length]);
      await process.join();
      show(process.exitcode);
      const listener = new mp.Listener();
      const [server, client] = await Promise.all([listener.accept(), mp.Client(listener.address)]);
      show((await mp.wait([server, pipes[0]![0]], 0.05)).length);
      const waiting = mp.wait([server], null);
      await client.send('x');
      show((await waiting)[0] === server);
      show(await thrown(() => mp.wait([5 as never])));
      const [quiet, other] = mp.Pipe();
      show(await thrown(() => mp.wait([quiet], null, { signal: AbortSignal.timeout(10) })));
      other.close();
      await listener.close();
    }`,
  );
  assert.deepEqual(lines, [
    [[], [], []],
    [[], true],
    [1, 2, 3],
    [3, 2],
    [0],
    [true, 3],
    0,
    1,
    true,
    'TypeError: wait() takes connections and the sentinels of processes, not 5',
    'TimeoutError: The operation was aborted due to timeout',
  ]);
});

it('N-17 a listener has an address of its own', { skip: WITHOUT_UNIX_SOCKETS }, async (t) => {
  const lines = await shown(
    t,
    `
    const { existsSync, statSync } = await import('node:fs');
    const { dirname } = await import('node:path');
    const listener = new mp.Listener();
    const path = listener.address as string;
    show([/pymp-[^/]+\\/listener-\\w+$/.test(path), existsSync(path), (statSync(dirname(path)).mode & 0o777).toString(8)]);
    show(listener.lastAccepted);
    const [server, client] = await Promise.all([listener.accept(), mp.Client(path)]);
    show(listener.lastAccepted);
    await client.send({ hello: ['world', 1n].map(String) });
    show(await server.recv());
    await server.send(new Map([[1, 2]]));
    show([...(await client.recv()) as Map<number, number>]);
    await listener.close();
    await listener.close();
    show([existsSync(path), await thrown(() => listener.accept())]);
    await client.sendBytes(Buffer.from('still open'), 6);
    show(Buffer.from(await server.recvBytes()).toString());

    await using tcp = new mp.Listener(['localhost', 0]);
    const [host, port] = tcp.address as [string, number];
    show([host, port > 0]);
    const [there, here] = await Promise.all([tcp.accept(), mp.Client(['localhost', port])]);
    const [from, fromPort] = tcp.lastAccepted as [string, number];
    show([from, fromPort > 0 && fromPort !== port]);
    here.close();
    show(await thrown(() => there.recv()));`,
  );
  assert.deepEqual(lines, [
    [true, true, '700'],
    null,
    '',
    { hello: ['world', '1'] },
    [[1, 2]],
    [false, 'OSError: listener is closed'],
    'open',
    ['127.0.0.1', true],
    ['127.0.0.1', true],
    'EOFError: nobody has the other end of the connection any more',
  ]);
});

it('N-18 N-20 what cannot be listened at, or connected to', { skip: WITHOUT_UNIX_SOCKETS }, async (t) => {
  const lines = await shown(
    t,
    `
    const code = async (body: () => unknown) => {
      try { await body(); return 'nothing was thrown'; } catch (error) { return [(error as Error).name, (error as mp.OSError).code]; }
    };
    const listener = new mp.Listener();
    const tcp = new mp.Listener(['127.0.0.1', 0]);
    const [, port] = tcp.address as [string, number];
    show(await code(() => new mp.Listener(listener.address)));
    show(await code(() => new mp.Listener(['127.0.0.1', port])));
    show(await code(() => new mp.Listener('/nonexistent/folder/listener')));
    show(await code(() => mp.Client('/nonexistent/folder/listener')));
    await tcp.close();
    show(await code(() => mp.Client(['127.0.0.1', port])));
    for (const family of ['AF_NOPE', 'AF_PIPE'])
      show(await thrown(() => new mp.Listener(null, { family: family as never })));
    show(await thrown(() => new mp.Listener(5 as never)));
    show(await thrown(() => new mp.Listener('\\\\\\\\.\\\\pipe\\\\x')));
    show(await thrown(() => new mp.Listener(null, { authkey: 'text' as never })));
    show(await thrown(() => mp.Client(listener.address, { authkey: 'text' as never })));
    await listener.close();`,
  );
  assert.deepEqual(lines, [
    ['OSError', 'EADDRINUSE'],
    ['OSError', 'EADDRINUSE'],
    ['OSError', 'ENOENT'],
    ['OSError', 'ENOENT'],
    ['OSError', 'ECONNREFUSED'],
    'ValueError: unrecognized family',
    'ValueError: unrecognized family',
    'ValueError: address type of 5 unrecognized: it is a path, or [host, port]',
    'ValueError: Family AF_PIPE is not recognized.',
    'TypeError: authkey should be a byte string (a Uint8Array)',
    'TypeError: authkey should be a byte string (a Uint8Array)',
  ]);
});

it('N-19 closing a listener ends the waits for clients, and the program', async (t) => {
  const lines = await shown(
    t,
    `
    const listener = new mp.Listener();
    const accepting = thrown(() => listener.accept());
    await listener.close();
    show(await accepting);
    const signal = AbortSignal.timeout(5);
    const other = new mp.Listener();
    show(await thrown(() => other.accept({ signal })));
    show(1); // the listener does not keep the program alive`,
  );
  assert.deepEqual(lines, ['OSError: listener is closed', 'TimeoutError: The operation was aborted due to timeout', 1]);
});

it('N-20 who has another authkey is refused, and the next client is served', async (t) => {
  const lines = await shown(
    t,
    `
    const key = Buffer.from('the right key');
    const listener = new mp.Listener(null, { authkey: key });
    const attempt = async (options: mp.ClientOptions) => {
      const client = mp.Client(listener.address, options);
      client.catch(() => {});
      show(await thrown(() => listener.accept()));
      show(await thrown(() => client));
    };
    await attempt({ authkey: Buffer.from('another') });
    await attempt({ authkey: Buffer.from('') });
    // one that does not say anything keeps nobody waiting
    const { connect } = await import('node:net');
    const silent = connect(listener.address as string);
    await new Promise((resolve) => silent.once('data', resolve));
    const [server, client] = await Promise.all([listener.accept(), mp.Client(listener.address, { authkey: key })]);
    await client.send('let in');
    show(await server.recv());
    silent.destroy();
    // one that has no key learns of it
    const keyless = await mp.Client(listener.address);
    show(await thrown(() => keyless.recv()));
    const eager = await mp.Client(listener.address);
    await eager.send('anything');
    show(await thrown(() => listener.accept()));
    await listener.close();
    // the other way round
    const open = new mp.Listener();
    show(await thrown(() => mp.Client(open.address, { authkey: key })));
    await open.close();`,
  );
  assert.deepEqual(lines, [
    'AuthenticationError: digest received was wrong',
    'AuthenticationError: digest sent was rejected',
    'AuthenticationError: digest received was wrong',
    'AuthenticationError: digest sent was rejected',
    'let in',
    'AuthenticationError: the listener wants an authkey: give it to Client()',
    'AuthenticationError: digest received was wrong',
    'AuthenticationError: challenge expected: the listener has no authkey',
  ]);
});

it('N-21 what a client has written before it was accepted, and left, is read', async (t) => {
  const lines = await shown(
    t,
    `
    async function client(address: mp.Address, key: Uint8Array | null) {
      const connection = await mp.Client(address, { authkey: key });
      await connection.send('hello');
      await connection.send(Buffer.alloc(100_000, 'x').toString());
      connection.close();
    }
    if (import.meta.main) {
      for (const key of [null, mp.currentProcess().authkey]) {
        const listener = new mp.Listener(null, { authkey: key });
        const process = new Process({ target: client, args: [listener.address, key] });
        process.start();
        await process.join();
        const connection = await listener.accept();
        show([process.exitcode, await connection.recv(), ((await connection.recv()) as string).length]);
        show([await connection.poll(null), await thrown(() => connection.recv())]);
        show((await thrown(() => connection.send(1))).slice(0, 31));
        connection.close();
        await listener.close();
      }
    }`,
  );
  const one = [
    [0, 'hello', 100_000],
    [true, 'EOFError: nobody has the other end of the connection any more'],
    'OSError: [Errno 32] Broken pipe',
  ];
  assert.deepEqual(lines, [...one, ...one]);
});

it('messages over a socket come one by one, in order, and a sender waits for a slow receiver', async (t) => {
  const lines = await shown(
    t,
    `
    async function echo(address: mp.Address) {
      await using connection = await mp.Client(address);
      for await (const item of connection) await connection.send(item);
    }
    async function flood(address: mp.Address, sent: mp.Value<number>) {
      const connection = await mp.Client(address);
      for (let i = 0; i < 100; i++) {
        await connection.send(Buffer.alloc(256 * 1024, i));
        await sent.set(i + 1);
      }
      connection.close();
    }
    if (import.meta.main) {
      const listener = new mp.Listener(['localhost', 0]);
      const process = new Process({ target: echo, args: [listener.address] });
      process.start();
      const connection = await listener.accept();
      const sending = (async () => { for (let i = 0; i < 20_000; i++) await connection.send(i); })();
      let inOrder = 0;
      for (let i = 0; i < 20_000; i++) if (await connection.recv() === i) inOrder++;
      await sending;
      show(inOrder);
      const large = Buffer.alloc(16 * 2 ** 20, 'large');
      const sent = connection.send(large);
      show(large.equals(await connection.recv() as Buffer));
      await sent;
      connection.close();
      await process.join();

      const count = mp.Value('i', 0);
      const flooding = new Process({ target: flood, args: [listener.address, count] });
      flooding.start();
      const other = await listener.accept<Buffer>();
      let last = -1;
      for (let same = 0; same < 5;) { // until it does not go on
        await sleep(0.05);
        const now = await count.get();
        same = now > 0 && now === last ? same + 1 : 0;
        last = now;
      }
      show(last < 60);
      let received = 0;
      for await (const block of other) if (block.every((byte) => byte === received)) received++;
      show(received);
      await flooding.join();
      await listener.close();
      show([process.exitcode, flooding.exitcode]);
    }`,
  );
  assert.deepEqual(lines, [20_000, true, true, 100, [0, 0]]);
});

it('what is not of the protocol ends the connection, and takes no memory', async (t) => {
  const lines = await shown(
    t,
    `
    const { connect } = await import('node:net');
    const listener = new mp.Listener();
    const speak = async (bytes: Buffer, meanwhile = () => {}) => {
      const socket = connect(listener.address as string);
      socket.on('error', () => {});
      socket.write(bytes);
      const connection = await listener.accept();
      if (!(await connection.poll(0.1))) {
        meanwhile();
        socket.destroy();
      }
      const error = await thrown(() => connection.recv());
      connection.close();
      socket.destroy();
      return error;
    };
    const head = (length: number) => { const buffer = Buffer.alloc(4); buffer.writeUInt32LE(length); return buffer; };
    const before = process.memoryUsage().rss;
    show(await speak(head(2 ** 32 - 1)));
    show(await speak(head(0)));
    const small = () => show(process.memoryUsage().rss - before < 100 * 2 ** 20);
    show(await speak(Buffer.concat([head(2 ** 31 - 1), Buffer.alloc(10)]), small));
    show((await speak(Buffer.concat([head(5), Buffer.from('\\0not{')]))).split(':')[0]);
    show(await speak(Buffer.concat([head(26), Buffer.alloc(26, 7)])));
    await listener.close();`,
  );
  assert.deepEqual(lines, [
    'OSError: bad message length: the other side announces 4294967295 bytes',
    'OSError: bad message length: the other side announces 0 bytes',
    true,
    'OSError: got end of file during message',
    'SyntaxError',
    'OSError: bad message: items of kind 7 do not come this way',
  ]);
});

it('a connection over a socket stays in its process, and so do queues and pipes', async (t) => {
  const lines = await shown(
    t,
    `
    const listener = new mp.Listener();
    const [server, client] = await Promise.all([listener.accept(), mp.Client(listener.address)]);
    const [end] = mp.Pipe();
    show(await thrown(() => end.send({ jobs: [client] })));
    show(await thrown(() => new Process({ target: sleep, args: [client as never] }).start()));
    for (const shared of [new mp.Queue(), end]) show((await thrown(() => client.send(shared))).slice(0, 59));
    await client.send('fine');
    show(await server.recv());
    await listener.close();`,
  );
  assert.deepEqual(lines, [
    'PicklingError: cannot send item.jobs[0]: it is a connection over a socket (a Pipe could be sent), which lives in its process alone',
    'PicklingError: cannot send args[0]: it is a connection over a socket (a Pipe could be sent), which lives in its process alone',
    ...Array<string>(2).fill('PicklingError: cannot send item: a queue, lock, or connectio'.slice(0, 59)),
    'fine',
  ]);
});

it('what was sent when the process ends arrives', { skip: WITHOUT_SIGNALS }, async (t) => {
  const { stdout, stderr } = await runProgram(
    t,
    `
    async function client(address: mp.Address) {
      const connection = await mp.Client(address);
      for (let i = 0; i < 20; i++) void connection.send(Buffer.alloc(100_000, i));
      process.exit(3);
    }
    if (import.meta.main) {
      const listener = new mp.Listener();
      const child = new Process({ target: client, args: [listener.address] });
      child.start();
      const connection = await listener.accept<Buffer>();
      let received = 0;
      for await (const block of connection) if (block.every((byte) => byte === received)) received++;
      await child.join();
      console.log(received, child.exitcode);
      await listener.close();
    }`,
  );
  assert.deepEqual([stdout, stderr], ['20 3\n', '']);
});

const WITHOUT_EAGAIN = process.platform !== 'linux' && 'only Linux says that a backlog is full';

it(
  'N-18 clients wait while the backlog of a Unix socket is full, and may give up',
  { skip: WITHOUT_EAGAIN },
  async (t) => {
    const lines = await shown(
      t,
      `
    import { existsSync, writeFileSync } from 'node:fs';
    async function connect(address: string, begun: string) {
      const clients = Array.from({ length: 8 }, () => mp.Client(address));
      const givenUp = thrown(() => mp.Client(address, { signal: AbortSignal.timeout(20) }));
      show(await givenUp);
      writeFileSync(begun, '');
      for (const [i, client] of clients.entries()) await (await client).send(i);
    }
    if (import.meta.main) {
      await using listener = new mp.Listener();
      const begun = listener.address + '.begun';
      const process = new Process({ target: connect, args: [listener.address as string, begun] });
      process.start();
      const cell = new Int32Array(new SharedArrayBuffer(4));
      while (!existsSync(begun)) Atomics.wait(cell, 0, 0, 5); // accepts nobody meanwhile
      const got = [];
      for (let i = 0; i < 8; i++) got.push(await (await listener.accept<number>()).recv());
      show(got.toSorted());
      await process.join();
      show(process.exitcode);
    }`,
    );
    assert.deepEqual(lines, ['TimeoutError: The operation was aborted due to timeout', [0, 1, 2, 3, 4, 5, 6, 7], 0]);
  },
);

it('a connection that nobody has any more is closed, but not while something waits by it', async (t) => {
  const lines = await shown(
    t,
    `
    async function collect() {
      for (let i = 0; i < 5; i++) { (globalThis as never as { gc(): void }).gc(); await sleep(0.01); }
    }
    async function client(address: string) {
      const received = (await mp.Client<string>(address)).recv();
      await collect();
      show(await received);
      const connection = await mp.Client<string>(address);
      for (const answer of [connection.recv(), connection.recv()]) show(await answer);
    }
    if (import.meta.main) {
      await using listener = new mp.Listener();
      const process = new Process({ target: client, args: [listener.address as string] });
      process.start();
      const first = await listener.accept<string>();
      const accepted = listener.accept<string>();
      await Promise.race([accepted, sleep(0.3)]); // the other one collects
      await first.send('late');
      show(await first.recv().catch((error: unknown) => (error as Error).name));
      const second = await accepted;
      await second.send('one');
      await second.send('two');
      await process.join();
    }`,
    { execArgv: ['--expose-gc'] },
  );
  assert.deepEqual(
    (lines as string[]).toSorted((a, b) => (a < b ? -1 : 1)),
    ['EOFError', 'late', 'one', 'two'],
  );
});
