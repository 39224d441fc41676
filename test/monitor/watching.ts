/** What the tests of the monitor share: a server and what it heard, raw ends of the socket, and programs. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { parseMonitorAddress, formatMonitorAddress } from '../../src/monitor/address.ts';
import type { AgentMessage, HelloMessage, ProcessDescription, ProcessMessage } from '../../src/monitor/protocol.ts';
import { MonitorServer, type ServerOptions } from '../../src/monitor/server.ts';

const NODE = process.env['TEST_NODE'] ?? process.execPath;
/** Every test ends, also when what it waits for does not happen. */
export const LIMIT = { timeout: 20_000 };

/** Conditions that become true as things happen. */
export class Happenings {
  #waiting = new Set<() => void>();

  changed(): void {
    for (const check of this.#waiting) check();
  }

  async until<T>(find: () => T | undefined | null | false): Promise<T> {
    return new Promise((resolve) => {
      const check = () => {
        const found = find();
        if (found === undefined || found === null || found === false) return;
        this.#waiting.delete(check);
        resolve(found);
      };
      this.#waiting.add(check);
      check();
    });
  }
}

export interface Watched extends Happenings {
  readonly server: MonitorServer;
  readonly connected: ProcessDescription[];
  readonly messages: { agentId: string; message: ProcessMessage }[];
  readonly disconnected: string[];
  readonly log: string[];
  /** Messages of one type, about one process. */
  of<T extends ProcessMessage['type']>(type: T, id: string): Extract<ProcessMessage, { type: T }>[];
}

class Watcher extends Happenings implements Watched {
  readonly server: MonitorServer;
  readonly connected: ProcessDescription[] = [];
  readonly messages: { agentId: string; message: ProcessMessage }[] = [];
  readonly disconnected: string[] = [];
  readonly log: string[];

  constructor(server: MonitorServer, log: string[]) {
    super();
    this.server = server;
    this.log = log;
    server.onConnected((process) => this.#note(() => this.connected.push(process)));
    server.onMessage((event) => this.#note(() => this.messages.push(event)));
    server.onDisconnected((id) => this.#note(() => this.disconnected.push(id)));
  }

  of<T extends ProcessMessage['type']>(type: T, id: string): Extract<ProcessMessage, { type: T }>[] {
    const isOfType = (message: ProcessMessage): message is Extract<ProcessMessage, { type: T }> =>
      message.type === type;
    return this.messages
      .map(({ message }) => message)
      .filter(isOfType)
      .filter((message) => message.id === id);
  }

  #note(add: () => unknown): void {
    add();
    this.changed();
  }
}

export async function watch(t: TestContext, options: Partial<ServerOptions> = {}): Promise<Watched> {
  const log: string[] = [];
  let watcher: Watcher | undefined;
  const warn = (message: string) => {
    log.push(message);
    watcher?.changed();
  };
  const server = await MonitorServer.listen({ log: { warn }, ...options });
  t.after(() => server.dispose());
  watcher = new Watcher(server, log);
  return watcher;
}

/** The other end of a socket, line by line. */
export class Peer extends Happenings {
  readonly socket: Socket;
  readonly lines: string[] = [];
  closed = false;
  #text = '';

  constructor(socket: Socket) {
    super();
    this.socket = socket;
    socket.setEncoding('utf8').on('error', () => {});
    socket.on('data', (chunk: string) => {
      const lines = (this.#text + chunk).split('\n');
      this.#text = lines.pop() ?? '';
      // What the fixtures say to the test on their standard output is told, too; output.test.ts has that.
      this.lines.push(...lines.filter((line) => !line.startsWith('{"type":"output"')));
      this.changed();
    });
    socket.on('close', () => {
      this.closed = true;
      this.changed();
    });
  }

  write(...messages: (string | object)[]): void {
    for (const message of messages) {
      this.socket.write(typeof message === 'string' ? message : `${JSON.stringify(message)}\n`);
    }
  }

  messages(): AgentMessage[] {
    return this.lines.map((line) => JSON.parse(line) as AgentMessage);
  }

  async untilClosed(): Promise<void> {
    await this.until(() => this.closed);
  }
}

/** A connection to the server that is no agent. */
export async function connectTo(t: TestContext, env: string): Promise<Peer> {
  const socket = connect({ path: parseMonitorAddress(env)?.path ?? '' });
  t.after(() => socket.destroy());
  const peer = new Peer(socket);
  await once(socket, 'connect');
  return peer;
}

export function helloOf(env: string, more: Partial<ProcessDescription> = {}): HelloMessage {
  const token = parseMonitorAddress(env)?.token ?? '';
  const origin = { startedAt: 1, script: null, argv: [], cwd: '/', runtime: 'test 1' };
  const process = { id: 'p', parentId: null, name: 'MainProcess', pid: 1, daemon: false, ...origin, ...more };
  return { type: 'hello', version: 1, token, process };
}

/** A server that is none: `accept` gets each connection. It can be closed and listen again at the same address. */
export async function rawServer(t: TestContext, accept: (peer: Peer) => void) {
  const folder = await mkdtemp(path.join(tmpdir(), 'mpts-test-'));
  const file = path.join(folder, 's');
  let server: Server | undefined;
  const sockets = new Set<Socket>();
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    if (server?.listening) await once(server.close(), 'close');
  };
  const open = async () => {
    server = createServer((socket) => {
      sockets.add(socket);
      accept(new Peer(socket));
    });
    await once(server.listen(file), 'listening');
  };
  t.after(async () => {
    await close();
    await rm(folder, { recursive: true });
  });
  await open();
  return { env: formatMonitorAddress({ path: file, token: 'ab12' }), open, close };
}

/** test/fixtures/agentProgram.mjs, told what to do. */
export class Program extends Happenings {
  readonly child: ReturnType<typeof spawn>;
  stdout = '';
  stderr = '';
  ended: { code: number | null; signal: string | null } | null = null;

  constructor(t: TestContext, args: readonly string[], env: Record<string, string>) {
    super();
    this.child = spawn(NODE, args, { env: { ...process.env, ...env }, stdio: 'pipe' });
    t.after(() => this.child.kill('SIGKILL'));
    this.child.stdin?.on('error', () => {});
    this.child.stdout?.setEncoding('utf8').on('data', (chunk) => this.#note(() => (this.stdout += String(chunk))));
    this.child.stderr?.setEncoding('utf8').on('data', (chunk) => this.#note(() => (this.stderr += String(chunk))));
    this.child.on('close', (code, signal) => this.#note(() => (this.ended = { code, signal })));
  }

  tell(order: object): void {
    this.child.stdin?.write(`${JSON.stringify(order)}\n`);
  }

  async untilSaid(word: string): Promise<void> {
    const said = () => this.stdout.split('\n').includes(word);
    await this.until(() => said() || this.ended);
    if (!said()) throw new Error(`the program ended before it said ${word}:\n${this.stderr}`);
  }

  /** Closes its input, which is all that keeps it alive. */
  async end(): Promise<{ code: number | null; signal: string | null }> {
    this.child.stdin?.end();
    return this.until(() => this.ended);
  }

  #note(add: () => unknown): void {
    add();
    this.changed();
  }
}

export function agentProgram(t: TestContext, env: string): Program {
  const file = path.resolve(import.meta.dirname, '../fixtures/agentProgram.mjs');
  return new Program(t, [file], { MULTIPROCESSING_MONITOR: env });
}
