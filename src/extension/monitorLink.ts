import { DisposableStore, type Disposable } from '../base/disposable.ts';
import { Emitter } from '../base/emitter.ts';
import { l10n } from '../base/l10n.ts';
import type { ChildAction, OutputMessage, ProcessDescription } from '../monitor/protocol.ts';
import { MonitorServer, type CommandOptions, type IncompatibleProgram } from '../monitor/server.ts';
import { agentEvent } from '../tree/treeEvent.ts';
import { isConnected } from './liveProcesses.ts';
import type { Logger } from './log.ts';
import { isSameProcess } from './processStart.ts';
import type { TreeModel } from './treeModel.ts';

/** After a process's agent is gone: so long others may take to say how it ended, or it to come back. */
const LOST_MS = 1500;
/** A process that runs on without its agent is looked at again so often; less often where that takes a program of the system's. */
const LOOK_AGAIN_MS = process.platform === 'linux' ? 5000 : 30_000;

/** The monitor's servers: what agents say to them changes the tree. One listens from the first use on. */
export class MonitorLink implements Disposable {
  readonly #model: TreeModel;
  readonly #log: Logger;
  readonly #store = new DisposableStore();
  readonly #connected = new Emitter<ProcessDescription>();
  /** A process has said hello, and is in the tree. */
  readonly onConnected = this.#connected.event;
  readonly #servers: MonitorServer[] = [];
  #own: Promise<MonitorServer> | null = null;
  readonly #output = this.#store.add(new Emitter<OutputMessage>());
  /** What a process has printed. */
  readonly onOutput = this.#output.event;
  readonly #incompatible = this.#store.add(new Emitter<IncompatibleProgram>());
  /** A program cannot be shown. */
  readonly onIncompatible = this.#incompatible.event;
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(model: TreeModel, log: Logger) {
    this.#model = model;
    this.#log = log;
  }

  /** What programs must have in their environment. @throws Error when nothing can be listened on. */
  async address(): Promise<string> {
    this.#own ??= MonitorServer.listen({ log: this.#log }).then((server) => this.attach(server));
    try {
      return (await this.#own).env;
    } catch (error) {
      this.#own = null; // the next time may be better
      throw error;
    }
  }

  /** Takes over another server. */
  attach(server: MonitorServer): MonitorServer {
    this.#store.add(server);
    this.#store.add(
      server.onConnected((process) => {
        this.#model.apply({ type: 'connected', process });
        this.#connected.fire(process);
      }),
    );
    this.#store.add(server.onMessage(({ agentId, message }) => this.#model.apply(agentEvent(agentId, message))));
    this.#store.add(server.onOutput((message) => this.#output.fire(message)));
    this.#store.add(server.onIncompatible((program) => this.#incompatible.fire(program)));
    this.#store.add(server.onDisconnected((id) => this.#disconnected(id)));
    this.#servers.push(server);
    return server;
  }

  /** Finds out about a process of whose agent nothing is known whether it runs. */
  lookAfter(id: string): void {
    this.#later(LOST_MS, id);
  }

  /** As the server's. */
  async command(agentId: string, action: ChildAction, id: string, options?: CommandOptions): Promise<number | null> {
    return this.#serverOf(agentId).command(agentId, action, id, options);
  }

  /** As the server's. */
  async inspect(id: string): Promise<string> {
    return this.#serverOf(id).inspect(id);
  }

  /** As the server's. */
  async uninspect(id: string): Promise<void> {
    await this.#serverOf(id).uninspect(id);
  }

  dispose(): void {
    this.#store.dispose();
    this.#connected.dispose();
    for (const timer of this.#timers) clearTimeout(timer);
  }

  #serverOf(agentId: string): MonitorServer {
    const server = this.#servers.find((one) => one.has(agentId)) ?? this.#servers[0];
    if (!server) throw new Error(l10n.t('no program has been started from this window'));
    return server;
  }

  #disconnected(id: string): void {
    this.#model.apply({ type: 'disconnected', id });
    this.#later(LOST_MS, id);
  }

  #later(ms: number, id: string): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.#decide(id);
    }, ms);
    this.#timers.add(timer);
  }

  /** Whether a process that nobody speaks for has ended. */
  async #decide(id: string): Promise<void> {
    const row = this.#model.row(id);
    if (!row || isConnected(this.#model.tree, id)) return;
    if (row.alive && row.pid !== null && row.startedAt !== null && (await isSameProcess(row.pid, row.startedAt))) {
      if (row.kind === 'process' || row.stopRequest) this.#later(row.stopRequest ? LOST_MS : LOOK_AGAIN_MS, id);
      return;
    }
    this.#model.apply({ type: 'lost', id, at: Date.now() });
  }
}
