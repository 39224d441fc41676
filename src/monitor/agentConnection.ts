import type { Socket } from 'node:net';
import path from 'node:path';
import type { MonitorAddress } from './address.ts';
import { LineSplitter } from './lines.ts';
import { Outbox } from './outbox.ts';
import { isPrivateFolder } from './privateFolder.ts';
import { parseServerMessage } from './parseServerMessage.ts';
import type { AgentMessage, CancelMessage, CommandMessage, ServerMessage } from './protocol.ts';
import { socketWriter } from './socketWriter.ts';

const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5000;
const FIRST_FLUSH_MS = 20;
const LAST_FLUSH_MS = 1000;

/** What the connection asks of the agent. */
export interface AgentSide {
  hello(): AgentMessage;
  /** All that a server has to know after the hello. */
  restate(): Iterable<AgentMessage>;
  received(message: CommandMessage | CancelMessage): void;
  disconnected(): void;
}

/**
 * Keeps connected to the server, as long as the program runs and never longer: nothing in here holds the event loop.
 * While there is no server, nothing is kept: whoever comes is told all that is known. Where there has been none, nothing is
 * loaded either, since that takes longer than many a program runs.
 */
export class AgentConnection {
  readonly #address: MonitorAddress;
  readonly #agent: AgentSide;
  #socket: Socket | null = null;
  #outbox: Outbox | null = null;
  #retryMs = FIRST_RETRY_MS;
  #flushMs = FIRST_FLUSH_MS;
  #flushTimer: NodeJS.Timeout | null = null;
  #refused = false;

  constructor(address: MonitorAddress, agent: AgentSide) {
    this.#address = address;
    this.#agent = agent;
  }

  connect(): void {
    if (!isTrusted(this.#address))
      this.#retryLater(); // no window has it open now
    else if (isMainThread()) this.#open(); // a worker thread is no process
  }

  #open(): void {
    const { connect } = process.getBuiltinModule('node:net');
    const socket = connect({ path: this.#address.path });
    socket.unref();
    socket.on('error', () => {}); // 'close' follows
    socket.on('connect', () => this.#flush());
    socket.on('close', () => this.#closed());
    this.#receive(socket);
    this.#socket = socket;
    const restate = () => linesOf(this.#agent.restate());
    this.#outbox = new Outbox(socketWriter(socket), lineOf(this.#agent.hello()), restate);
    this.#flush(); // a local socket is connected at once, though Node says so later; a busy program may never hear it
  }

  /** `congested`: the server has not read yet what it was told. */
  get state(): 'ready' | 'congested' | 'away' {
    if (!this.#outbox) return 'away';
    return this.#outbox.empty ? 'ready' : 'congested';
  }

  send(message: AgentMessage): void {
    if (message.type === 'result') this.#outbox?.pushAnswer(lineOf(message));
    else this.#outbox?.push(lineOf(message));
    if (!this.#flushTimer) this.#flush();
  }

  /** Writes what is still to be written, as far as that is possible at once. */
  flush(): void {
    this.#flush();
  }

  #flush(): void {
    this.#stopFlushTimer();
    try {
      if (this.#outbox?.flush() ?? true) this.#flushMs = FIRST_FLUSH_MS;
      else this.#flushLater();
    } catch {
      this.#socket?.destroy(); // the server has gone
    }
  }

  /** Nobody tells when a slow server has read, other than by a write that would keep the program alive. */
  #flushLater(): void {
    if (this.#socket?.connecting) return;
    this.#flushTimer = setTimeout(() => this.#flush(), this.#flushMs).unref();
    this.#flushMs = Math.min(this.#flushMs * 2, LAST_FLUSH_MS);
  }

  #stopFlushTimer(): void {
    if (this.#flushTimer) clearTimeout(this.#flushTimer);
    this.#flushTimer = null;
  }

  #receive(socket: Socket): void {
    const splitter = new LineSplitter();
    socket.on('data', (chunk: Buffer) => {
      const lines = splitter.push(chunk);
      if (!lines) socket.destroy();
      for (const line of lines ?? []) {
        const parsed = parseServerMessage(line);
        if (parsed.kind === 'message') this.#received(parsed.message);
      }
    });
  }

  #received(message: ServerMessage): void {
    if (message.type === 'welcome') this.#retryMs = FIRST_RETRY_MS;
    else if (message.type === 'refused') this.#refused = true;
    else this.#agent.received(message);
  }

  #closed(): void {
    this.#stopFlushTimer();
    this.#socket = null;
    this.#outbox = null;
    this.#agent.disconnected();
    if (!this.#refused) this.#retryLater(); // else it would not have us the next time either
  }

  #retryLater(): void {
    setTimeout(() => this.connect(), this.#retryMs).unref();
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }
}

function isMainThread(): boolean {
  return process.getBuiltinModule('node:worker_threads').isMainThread;
}

/** The address may be older than this boot: by now somebody else may have made a folder of that name, and listen there. */
function isTrusted(address: MonitorAddress): boolean {
  return process.platform === 'win32' || isPrivateFolder(path.dirname(address.path));
}

/** One at a time, since a process may have thousands of children. */
function* linesOf(messages: Iterable<AgentMessage>): Generator<string> {
  for (const message of messages) yield lineOf(message);
}

function lineOf(message: AgentMessage): string {
  return `${JSON.stringify(message)}\n`;
}
