/** Where the agents of programs connect. docs/monitor-protocol.md. */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import type { Disposable } from '../base/disposable.ts';
import { Emitter, type Event } from '../base/emitter.ts';
import { l10n } from '../base/l10n.ts';
import { AgentSession, type ServerSide } from './agentSession.ts';
import { formatMonitorAddress, type MonitorAddress } from './address.ts';
import { listenAt, listenPrivately, type Listening } from './listen.ts';
import { Ownership } from './ownership.ts';
import type { Answer } from './pendingCommands.ts';
import type { ChildAction, OutputMessage, OwnAction, ProcessDescription, ProcessMessage } from './protocol.ts';

const HELLO_MS = 10_000;

export interface MonitorLog {
  warn(message: string): void;
}

export interface ServerOptions {
  readonly log: MonitorLog;
  /** Milliseconds within which an agent has to say hello. */
  readonly helloMs?: number;
  /** Where to listen, and the token; without it at a new address. */
  readonly at?: MonitorAddress | undefined;
}

export interface AgentMessageEvent {
  /** Whose agent said it: the id of the process itself, or of its parent. */
  readonly agentId: string;
  readonly message: ProcessMessage;
}

/** A program that is not shown, since its agent and this server do not understand each other. */
export interface IncompatibleProgram {
  readonly process: ProcessDescription;
  /** Of the protocol, which its agent speaks. */
  readonly version: number;
}

export interface CommandOptions {
  /** Of a join, in seconds; null waits for ever. */
  readonly timeout?: number | null;
  /** Gives up waiting for a join's answer. */
  readonly signal?: AbortSignal;
}

export class MonitorServer implements Disposable {
  /** The value of the environment variable MULTIPROCESSING_MONITOR, for programs that shall connect. */
  readonly env: string;
  readonly #listening: Listening;
  readonly #agents: Agents;

  private constructor(listening: Listening, agents: Agents) {
    this.#listening = listening;
    this.#agents = agents;
    this.env = formatMonitorAddress({ path: listening.path, token: agents.token });
  }

  /** @throws AddressInUseError, when another server listens there; Error when it cannot be listened on. */
  static async listen(options: ServerOptions): Promise<MonitorServer> {
    const agents = new Agents(options);
    const server = createServer((socket) => agents.accept(new AgentSession(socket, agents)));
    const listening = await (options.at ? listenAt(server, options.at.path) : listenPrivately(server));
    server.on('error', (error) => options.log.warn(`The monitor: ${error.message}`));
    return new MonitorServer(listening, agents);
  }

  /** A process has said hello: it comes before all else that its agent says. */
  get onConnected(): Event<ProcessDescription> {
    return this.#agents.connectedEmitter.event;
  }

  /** A process has the token, and another version of the protocol: it is refused. */
  get onIncompatible(): Event<IncompatibleProgram> {
    return this.#agents.incompatibleEmitter.event;
  }

  get onMessage(): Event<AgentMessageEvent> {
    return this.#agents.messageEmitter.event;
  }

  /** What a process has printed. */
  get onOutput(): Event<OutputMessage> {
    return this.#agents.outputEmitter.event;
  }

  /** The connection of a process's agent is closed; the process's id. */
  get onDisconnected(): Event<string> {
    return this.#agents.disconnectedEmitter.event;
  }

  /**
   * Lets the agent of `agentId` do something to `childId`, a child of that process.
   * @returns The child's exit code; null when it has not ended, which for a join means that its time was over.
   * @throws Error with a sentence for people when the agent is not connected, is lost, does not answer, or answers that
   *   it cannot; the signal's reason when it is aborted.
   */
  async command(
    agentId: string,
    action: ChildAction,
    childId: string,
    options: CommandOptions = {},
  ): Promise<number | null> {
    const session = this.#agents.sessions.get(agentId);
    if (!session) throw new Error(l10n.t('Its parent process is not connected; it has probably ended'));
    const { timeout = null, signal } = options;
    return (await session.commands.request({ action, id: childId, timeout, signal })).exitcode;
  }

  /**
   * Opens a process to a debugger.
   * @returns The URL of the WebSocket that its inspector listens on.
   * @throws Error as of `command`.
   */
  async inspect(id: string): Promise<string> {
    const { url } = await this.#ownAction(id, 'inspect');
    if (url === null) throw new Error(l10n.t('It does not say where a debugger finds it'));
    return url;
  }

  /** Closes what `inspect` has opened. @throws Error as of `command`. */
  async uninspect(id: string): Promise<void> {
    await this.#ownAction(id, 'uninspect');
  }

  async #ownAction(id: string, action: OwnAction): Promise<Answer> {
    const session = this.#agents.sessions.get(id);
    if (!session) throw new Error(l10n.t('It is not connected; it has probably ended'));
    return session.commands.request({ action, id, timeout: null, signal: undefined });
  }

  /** Whether the agent of a process is connected here. */
  has(agentId: string): boolean {
    return this.#agents.sessions.has(agentId);
  }

  /** Closes every connection; commands that wait are rejected. */
  dispose(): void {
    this.#agents.dispose();
    this.#listening.dispose();
  }
}

export function newToken(): string {
  return randomBytes(32).toString('hex');
}

/** All connections, and which of them is a process's. */
class Agents implements ServerSide, Disposable {
  readonly token: string;
  readonly helloMs: number;
  readonly sessions = new Map<string, AgentSession>();
  readonly connectedEmitter = new Emitter<ProcessDescription>((error) => this.#listenerFailed(error));
  readonly incompatibleEmitter = new Emitter<IncompatibleProgram>((error) => this.#listenerFailed(error));
  readonly messageEmitter = new Emitter<AgentMessageEvent>((error) => this.#listenerFailed(error));
  readonly outputEmitter = new Emitter<OutputMessage>((error) => this.#listenerFailed(error));
  readonly disconnectedEmitter = new Emitter<string>((error) => this.#listenerFailed(error));
  readonly #log: MonitorLog;
  readonly #all = new Set<AgentSession>();
  readonly #ownership = new Ownership();

  constructor({ log, helloMs = HELLO_MS, at }: ServerOptions) {
    this.#log = log;
    this.token = at?.token ?? newToken();
    this.helloMs = helloMs;
  }

  accept(session: AgentSession): void {
    this.#all.add(session);
  }

  connected(session: AgentSession): void {
    const { process } = session;
    if (!process) return;
    const previous = this.sessions.get(process.id);
    this.sessions.set(process.id, session);
    previous?.close(); // the agent has noticed the end of that connection before we did
    this.connectedEmitter.fire(process);
  }

  incompatible(process: ProcessDescription, version: number): void {
    this.incompatibleEmitter.fire({ process, version });
  }

  received(session: AgentSession, message: ProcessMessage | OutputMessage): void {
    const agentId = session.process?.id;
    if (agentId === undefined || this.sessions.get(agentId) !== session) return;
    const objection = this.#ownership.objection(agentId, message);
    if (objection !== null) session.complain(objection);
    else if (message.type === 'output') this.outputEmitter.fire(message);
    else this.messageEmitter.fire({ agentId, message });
  }

  closed(session: AgentSession): void {
    this.#all.delete(session);
    const id = session.process?.id;
    if (id === undefined || this.sessions.get(id) !== session) return;
    this.sessions.delete(id);
    this.#ownership.release(id);
    this.disconnectedEmitter.fire(id);
  }

  warn(message: string): void {
    this.#log.warn(message);
  }

  dispose(): void {
    for (const session of this.#all) session.close();
    this.connectedEmitter.dispose();
    this.incompatibleEmitter.dispose();
    this.messageEmitter.dispose();
    this.outputEmitter.dispose();
    this.disconnectedEmitter.dispose();
  }

  #listenerFailed(error: unknown): void {
    this.#log.warn(`A listener of the monitor failed: ${error instanceof Error ? error.stack : String(error)}`);
  }
}
