/** Managers of other programs, and servers that go: the rows M-15, M-19 and M-20 of the behaviour checklist. */
import assert from 'node:assert/strict';
import { createServer, connect, type Socket } from 'node:net';
import { it, type TestContext } from 'node:test';
import { runProgram, shown, startProgram, WITHOUT_SIGNALS, type RunningProgram } from '../helpers/runProgram.ts';

/** What server and clients have in common, as two programs would: the classes of the server are not the clients'. */
const COMMON = `
const authkey = Buffer.from('known to both');
class TaskManager extends mp.BaseManager {
  declare readonly getTasks: () => mp.QueueProxy<number>;
  declare readonly getTable: () => mp.Remote<{ add(name: string): number; names(): string[]; wait(): Promise<void> }>;
  declare readonly newTable: () => mp.Remote<{ add(name: string): number; names(): string[] }>;
}
`;

/** Arguments: address as JSON, how to serve. */
const SERVER = `${COMMON}
class Table {
  #names: string[] = [];
  add(name: string) { return this.#names.push(name); }
  names() { return this.#names; }
  wait() { return new Promise<void>(() => {}); }
}
const tasks = new mp.queue.Queue<number>(), table = new Table();
TaskManager.register('getTasks', () => tasks);
TaskManager.register('getTable', () => table);
TaskManager.register('newTable', Table);
if (import.meta.main) {
  const server = new TaskManager({ address: JSON.parse(process.argv[2] ?? 'null'), authkey }).getServer();
  console.log('serves at', JSON.stringify(server.address));
  process.on('SIGTERM', () => void server.close());
  await server.serveForever();
  console.log('served');
}
`;

const CLIENT = `${COMMON}
for (const name of ['getTasks', 'getTable', 'newTable']) TaskManager.register(name);
const address = JSON.parse(process.argv[2]!);
const next = () => new Promise<void>((resolve) => process.stdin.once('data', () => resolve()));
`;

async function startServer(t: TestContext, address: unknown): Promise<{ server: RunningProgram; address: string }> {
  const server = startProgram(t, SERVER, { args: [JSON.stringify(address)] });
  const [, found] = await server.output(/serves at (.*)\n/);
  return { server, address: String(found) };
}

for (const [what, address, skip] of [
  ['TCP', ['127.0.0.1', 0], false],
  ['a Unix socket', null, process.platform === 'win32' && 'Windows has named pipes instead'],
] as const)
  it(`M-19 two programs share objects by a server, over ${what}`, { skip }, async (t) => {
    const { server, address: where } = await startServer(t, address);
    const lines = await shown(
      t,
      `${CLIENT}
      async function child(table: mp.Remote<{ add(name: string): number }>, tasks: mp.QueueProxy<number>) {
        await table.add('child');
        await tasks.put(3);
      }
      if (import.meta.main) {
        const manager = await new TaskManager({ address, authkey }).connect();
        const tasks = manager.getTasks(), table = manager.getTable();
        await tasks.put(1);
        await tasks.put(2);
        show([await tasks.qsize(), await tasks.get(), await (await manager.create('getTasks') as typeof tasks).get()]);
        show([await table.add('one'), await manager.getTable().add('two'), await table.names(), await manager.newTable().names()]);
        const process = new Process({ target: child, args: [table, tasks] });
        process.start();
        show([await tasks.get(), await table.names()]);
        await process.join();
        show([process.exitcode, await thrown(() => (table as never as { nothing(): Promise<void> }).nothing())].map((text) => String(text).split('\\n')[2] ?? text));
        show([await thrown(() => manager.start()), await thrown(() => manager.create('getTasks', 1).then(() => { throw new Error('fine'); }))]);
        await manager.shutdown();
      }`,
      { args: [where] },
    );
    assert.deepEqual(lines, [
      [2, 1, 2],
      [1, 2, ['one', 'two'], []],
      [3, ['one', 'two', 'child']],
      [0, "[RemoteError: method 'nothing' of 'getTable' is not exposed; what is: add, names, wait]"],
      ['ProcessError: Already started server', 'Error: fine'],
    ]);
    server.child.kill('SIGTERM');
    assert.match((await server.result).stdout, /\nserved\n$/);
  });

it('M-19 a client with another key is refused, and the server goes on', async (t) => {
  const { server, address } = await startServer(t, ['127.0.0.1', 0]);
  const lines = await shown(
    t,
    `${CLIENT}
    if (import.meta.main) {
      for (const key of [Buffer.from('another'), null]) {
        const error = await new TaskManager({ address, authkey: key }).connect().catch((error: unknown) => error);
        show([error instanceof mp.AuthenticationError, (error as Error).message]);
      }
      const client = await mp.Client(address, { authkey });
      await client.send({ no: 'frame' });
      show(await thrown(async () => { await client.recv(); await client.recv(); }));
      const bytes = await mp.Client(address, { authkey });
      await bytes.sendBytes(new Uint8Array(40).fill(255));
      show(await thrown(async () => { await bytes.recv(); await bytes.recv(); }));
      const manager = await new TaskManager({ address, authkey }).connect();
      show(await manager.getTable().add('still there'));
      show(await thrown(() => new TaskManager({ address, authkey: Buffer.from('another') }).connect()));
      show(await manager.getTable().add('and again'));
      show(await thrown(() => new TaskManager({ address: ['127.0.0.1', 1], authkey }).connect()));
      show(await thrown(() => new TaskManager({ authkey }).connect()));
      show(await thrown(() => new TaskManager({ address: 5 as never })));
      show(await thrown(() => new TaskManager({ authkey: 'text' as never })));
    }`,
    { args: [address] },
  );
  const gone = 'EOFError: nobody has the other end of the connection any more';
  assert.deepEqual(lines, [
    [true, 'digest sent was rejected'],
    [true, 'digest sent was rejected'],
    gone,
    gone,
    1,
    'AuthenticationError: digest sent was rejected',
    2,
    "OSError: the manager's server at 127.0.0.1:1 cannot be reached (ECONNREFUSED): is it started, and is this its address?",
    'AssertionError: connect() needs the address of the server: new BaseManager({ address })',
    'ValueError: address type of 5 unrecognized: it is a path, or [host, port]',
    'TypeError: authkey should be a byte string (a Uint8Array)',
  ]);
  server.child.kill('SIGTERM');
  await server.result;
});

it(
  'M-20 the server ignores SIGINT; when it is killed, what waits and what comes fails, and nothing hangs',
  { skip: WITHOUT_SIGNALS },
  async (t) => {
    const lines = await shown(
      t,
      `
    /** A process that is being killed may still take a connection, and then drop it. */
    const REFUSED = /^ECONN(REFUSED|RESET)$/;
    async function child(queue: mp.QueueProxy, ready: mp.EventProxy) {
      const waiting = queue.get();
      await ready.set();
      show(await waiting.catch((error: unknown) => [error instanceof mp.EOFError, (error as Error).message.replace(/ at .* has/, ' at … has')]));
      show(await queue.put(1).catch((error: unknown) => [error instanceof mp.OSError, REFUSED.test((error as mp.OSError).code!)]));
    }
    if (import.meta.main) {
      const manager = await mp.Manager();
      const [server] = mp.activeChildren();
      const dict = manager.dict({ a: 1 }), queue = manager.Queue(), ready = manager.Event();
      server!.interrupt();
      process.kill(server!.pid!, 'SIGINT');
      show(await dict.get('a'));
      const client = new Process({ target: child, args: [queue, ready] });
      client.start();
      await ready.wait();
      const waits = [queue.get(), manager.Lock().acquire().then(() => queue.get())].map((wait) => wait.catch((error: unknown) => (error as Error).name));
      await dict.get('a');
      server!.kill();
      const waited = await Promise.all(waits);
      await client.join();
      show(waited);
      await server!.join();
      show([client.exitcode, server!.exitcode, await dict.get('a').catch((error: unknown) => (error as mp.OSError).code)]);
      const made = manager.list();
      show(await made.length().catch((error: unknown) => (error as mp.OSError).code));
      await manager.shutdown();
      show(mp.activeChildren().length);
    }`,
    );
    assert.deepEqual(lines, [
      1,
      [true, "the manager's server at … has gone while get() was under way: whether it was done is not known"],
      [true, true],
      ['EOFError', 'EOFError'],
      [0, -9, 'ECONNREFUSED'],
      'ECONNREFUSED',
      0,
    ]);
  },
);

it(
  'M-20 a server that is back at its address serves those again that it gives; what it had made is missed',
  { skip: WITHOUT_SIGNALS },
  async (t) => {
    const { server, address } = await startServer(t, ['127.0.0.1', 0]);
    const client = startProgram(
      t,
      `${CLIENT}
    if (import.meta.main) {
      const manager = await new TaskManager({ address, authkey }).connect();
      const tasks = manager.getTasks(), table = manager.getTable(), made = manager.newTable();
      await tasks.put(1);
      await made.add('mine');
      const waiting = table.wait().catch((error: unknown) => (error as Error).name);
      console.log('ready');
      console.log('waited', await waiting);
      for (;;) {
        const error = await table.add('again').catch((error: unknown) => error as mp.OSError);
        if (typeof error === 'number') break;
        if (!/^ECONN(REFUSED|RESET)$/.test(error.code!)) throw error; // one that is being killed may drop a connection
        await sleep(0.02);
      }
      show([await table.names(), await manager.getTable().names(), await tasks.qsize(), await thrown(() => made.names()), await manager.newTable().add('new')]);
    }`,
      { args: [address] },
    );
    await client.output(/ready/);
    server.child.kill('SIGKILL');
    await server.result;
    await client.output(/waited EOFError/);
    const back = await startServer(t, JSON.parse(address));
    const { stdout, stderr, code } = await client.result;
    assert.deepEqual([stderr, code], ['', 0]);
    assert.deepEqual(JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? ''), [
      ['again'],
      ['again'],
      0,
      "KeyError: the object of which names() was called is not in the manager's server: the server has been started anew since, and its objects with it",
      1,
    ]);
    back.server.child.kill('SIGTERM');
    await back.server.result;
  },
);

it('M-20 what a client has proxies of is there still when its connection was cut, and comes back', async (t) => {
  const { server, address } = await startServer(t, ['127.0.0.1', 0]);
  const [, port] = JSON.parse(address) as [string, number];
  const sockets = new Set<Socket>();
  const relay = createServer((socket) => {
    const onward = connect(port, '127.0.0.1');
    for (const [from, to] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      sockets.add(from);
      from
        .on('error', () => {})
        .on('close', () => to.destroy())
        .pipe(to);
    }
  });
  t.after(() => relay.close());
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
  const where = JSON.stringify(['127.0.0.1', (relay.address() as { port: number }).port]);
  const client = startProgram(
    t,
    `${CLIENT}
    if (import.meta.main) {
      const manager = await new TaskManager({ address, authkey }).connect();
      const made = manager.newTable(), table = manager.getTable();
      await made.add('before');
      console.log('ready');
      show(await table.wait().catch((error: unknown) => (error as Error).name));
      show([await made.add('after'), await made.names()]);
    }`,
    { args: [where] },
  );
  await client.output(/ready/);
  for (const socket of sockets) socket.destroy();
  const { stdout, stderr, code } = await client.result;
  assert.deepEqual([stdout, stderr, code], ['ready\n"EOFError"\n[2,["before","after"]]\n', '', 0]);
  server.child.kill('SIGTERM');
  await server.result;
});

it(
  'M-15 a manager starts at an address where a killed server has left its socket',
  { skip: WITHOUT_SIGNALS },
  async (t) => {
    const lines = await shown(
      t,
      `
    if (import.meta.main) {
      const { tmpdir } = await import('node:os');
      const address = tmpdir() + '/managed-' + process.pid;
      const first = await new mp.SyncManager({ address }).start();
      const dict = first.dict({ a: 1 });
      await dict.get('a');
      show(await thrown(() => new mp.SyncManager({ address }).start()));
      const [server] = mp.activeChildren();
      server!.kill();
      await server!.join();
      const second = await new mp.SyncManager({ address }).start();
      show([second.address === address, await second.list([1]).slice(), (await thrown(() => dict.get('a'))).includes('started anew')]);
      await second.shutdown();
      await first.shutdown();
    }`,
    );
    assert.match(String(lines[0]), /^OSError: cannot listen at .*\/managed-\d+: the address is in use$/);
    assert.deepEqual(lines[1], [true, [1], true]);
  },
);

it('M-14 a client may end the server of another program only if it is told to: shutdown() of a connected manager lets go', async (t) => {
  const { server, address } = await startServer(t, ['127.0.0.1', 0]);
  const { code, stderr } = await runProgram(
    t,
    `${CLIENT}
    if (import.meta.main) {
      await using manager = await new TaskManager({ address, authkey }).connect();
      await manager.getTable().add('x');
    }`,
    { args: [address] },
  );
  assert.deepEqual([code, stderr], [0, '']);
  const lines = await shown(
    t,
    `${CLIENT}
    if (import.meta.main) {
      const manager = await new TaskManager({ address, authkey }).connect();
      show(await manager.getTable().names());
      await manager.shutdown();
      show(await thrown(() => manager.getTable()));
    }`,
    { args: [address] },
  );
  assert.deepEqual(lines, [['x'], 'AssertionError: server not yet started']);
  server.child.kill('SIGTERM');
  await server.result;
});
