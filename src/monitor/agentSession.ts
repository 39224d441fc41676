import { l10n } from '../base/l10n.ts';
import { timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import { LineSplitter } from './lines.ts';
import { parseAgentMessage } from './parseAgentMessage.ts';
import { PendingCommands } from './pendingCommands.ts';
import { PROTOCOL_VERSION, type HelloMessage, type ProcessDescription, type ProcessMessage } from './protocol.ts';
import type { OutputMessage, ResultMessage, ServerMessage } from './protocol.ts';
import { descriptorWriter } from './socketWriter.ts';

/** An agent that does not read for so long that this much is unread has stopped. */
const MAX_UNREAD = 1024 * 1024;

/** What a session tells the server. */
export interface ServerSide {
  readonly token: string;
  /** Milliseconds within which an agent has to say hello. */
  readonly helloMs: number;
  connected(session: AgentSession): void;
  /** It has the right token, and another version of the protocol. */
  incompatible(process: ProcessDescription, version: number): void;
  received(session: AgentSession, message: ProcessMessage | OutputMessage): void;
  /** It had said hello, or not. */
  closed(session: AgentSession): void;
  warn(message: string): void;
}

/** One connection of an agent's. Whatever comes in on it, it harms no other. */
export class AgentSession {
  readonly commands = new PendingCommands((message) => this.#send(message));
  readonly #socket: Socket;
  readonly #server: ServerSide;
  readonly #helloTimer: NodeJS.Timeout;
  #process: ProcessDescription | null = null;
  #complained = false;
  /** Nothing more is read. */
  #over = false;

  constructor(socket: Socket, server: ServerSide) {
    this.#socket = socket;
    this.#server = server;
    const slow = `an agent has not said hello within ${server.helloMs} ms`;
    this.#helloTimer = setTimeout(() => this.#drop(slow), server.helloMs);
    const splitter = new LineSplitter();
    socket.on('data', (chunk: Buffer) => this.#receive(splitter.push(chunk)));
    socket.on('error', () => {}); // 'close' follows
    socket.on('close', () => this.#closed());
  }

  /** Who has said hello on it; null before. */
  get process(): ProcessDescription | null {
    return this.#process;
  }

  close(): void {
    this.#over = true;
    this.#socket.destroy();
  }

  /** The agent has said something that is left out; one line in the log for each connection is enough. */
  complain(reason: string): void {
    if (this.#complained) return;
    this.#complained = true;
    this.#server.warn(`${this.#who()}: a message was left out, and more may be: ${reason}`);
  }

  #receive(lines: string[] | null): void {
    if (!lines) this.#drop('a line is too long');
    for (const line of lines ?? []) if (!this.#over && line !== '') this.#receiveLine(line);
  }

  #receiveLine(line: string): void {
    const parsed = parseAgentMessage(line);
    if (parsed.kind === 'unknown') return; // of a newer version
    if (parsed.kind === 'invalid') {
      if (this.#process) this.complain(parsed.reason);
      else this.#refuse(`the first message is no hello: ${parsed.reason}`);
      return;
    }
    const { message } = parsed;
    if (message.type === 'hello') this.#hello(message);
    else if (this.#process) this.#received(message);
    else this.#refuse(`the first message is no hello: ${message.type}`);
  }

  #received(message: ProcessMessage | OutputMessage | ResultMessage): void {
    if (message.type === 'result') this.commands.answer(message);
    else this.#server.received(this, message);
  }

  #hello({ version, token, process }: HelloMessage): void {
    if (!sameToken(token, this.#server.token)) this.#refuse('the token is wrong');
    else if (version !== PROTOCOL_VERSION) {
      this.#refuse(`it speaks version ${version} of the protocol, and this is version ${PROTOCOL_VERSION}`);
      this.#server.incompatible(process, version);
    } else if (this.#process) this.complain('a second hello');
    else {
      clearTimeout(this.#helloTimer);
      this.#process = process;
      this.#send({ type: 'welcome', version: PROTOCOL_VERSION });
      this.#server.connected(this);
    }
  }

  #refuse(reason: string): void {
    this.#over = true;
    this.#server.warn(`${this.#who()} was refused: ${reason}`);
    this.#send({ type: 'refused', reason });
    this.#socket.destroySoon();
  }

  #drop(reason: string): void {
    this.#over = true;
    this.#server.warn(`${this.#who()} was disconnected: ${reason}`);
    this.#socket.destroy();
  }

  #send(message: ServerMessage): void {
    if (this.#socket.destroyed || !this.#socket.writable) return;
    const bytes = Buffer.from(`${JSON.stringify(message)}\n`);
    const rest = bytes.subarray(this.#writtenNow(bytes));
    if (rest.length > 0) this.#socket.write(rest);
    if (this.#socket.writableLength > MAX_UNREAD) this.#drop('it does not read');
  }

  /**
   * Past the stream: to one that has been killed the stream cannot write, and would be closed with all that is still to be
   * read on it. @returns How many bytes are dealt with.
   */
  #writtenNow(bytes: Uint8Array): number {
    if (process.platform === 'win32' || this.#socket.writableLength > 0) return 0;
    try {
      return descriptorWriter(this.#socket)(bytes);
    } catch {
      return bytes.length; // nobody reads it; the end comes behind what was sent before
    }
  }

  #closed(): void {
    clearTimeout(this.#helloTimer);
    const { pid = '', name = '' } = this.#process ?? {};
    const reason = l10n.t('Process {0} ({1}) is not connected any more; it has probably ended', pid, name);
    this.commands.rejectAll(new Error(reason));
    this.#server.closed(this);
  }

  #who(): string {
    return this.#process ? `Process ${this.#process.pid} (${this.#process.name})` : 'An agent';
  }
}

function sameToken(said: string, token: string): boolean {
  const a = Buffer.from(said);
  const b = Buffer.from(token);
  return a.length === b.length && timingSafeEqual(a, b);
}
