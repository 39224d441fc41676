import type { ProcessEvent, ProcessHandle } from '../multiprocessing/events.ts';
import { cut, errorInfo } from './cut.ts';
import type { EndedMessage, JoinedMessage, LifeMessage, StartedMessage, StoppingMessage } from './protocol.ts';

/** Of ended children so many are remembered: for a server that comes later, and for a late join. */
const MAX_ENDED = 1000;

export type LifeEvent = Extract<ProcessEvent, { type: LifeMessage['type'] }>;

export interface ChildRecord {
  readonly handle: ProcessHandle;
  readonly started: StartedMessage;
  readonly stopping: StoppingMessage | null;
  readonly ended: EndedMessage | null;
  readonly joined: JoinedMessage | null;
}

/**
 * What this process knows of its children. It can be told again from here at any time, so nothing has to be kept for
 * a server that is away or slow.
 */
export class ChildRecords {
  readonly #live = new Map<string, ChildRecord>();
  readonly #ended = new Map<string, ChildRecord>();
  readonly #waiters = new Map<string, Set<() => void>>();

  get(id: string): ChildRecord | undefined {
    return this.#live.get(id) ?? this.#ended.get(id);
  }

  /** @returns What a server is to be told of it; null when it knows already. */
  record(event: LifeEvent): LifeMessage | null {
    if (event.type === 'started') return this.#add(event);
    const message = messageOf(event);
    const known = this.get(message.id);
    if (!known) return message; // of this process itself
    if (message.type === 'joined' && known.joined) return null;
    this.#put(message.id, withMessage(known, message));
    return message;
  }

  /** All that is known, child by child. Children that come or change meanwhile are not missed if they are told too. */
  *restate(): Generator<LifeMessage> {
    for (const record of [...this.#ended.values(), ...this.#live.values()]) {
      const { started, stopping, ended, joined } = this.get(record.started.id) ?? record;
      yield started;
      for (const message of [stopping, ended, joined]) if (message) yield message;
    }
  }

  /** Calls back when the child ends. @returns What takes the call back. */
  whenEnded(id: string, callback: () => void): () => void {
    const waiters = this.#waiters.get(id) ?? new Set();
    this.#waiters.set(id, waiters.add(callback));
    return () => {
      waiters.delete(callback);
      if (waiters.size === 0) this.#waiters.delete(id);
    };
  }

  #add({ process: handle, ...event }: Extract<LifeEvent, { type: 'started' }>): StartedMessage {
    const { type, id, parentId, name, pid, daemon, at, target, args, location } = event;
    const texts = { name: cut(name), target: target && cut(target), args: args && cut(args) };
    const started = { type, id, parentId, pid, daemon, at, location, ...texts };
    this.#live.set(id, { handle, started, stopping: null, ended: null, joined: null });
    return started;
  }

  #put(id: string, record: ChildRecord): void {
    if (!record.ended) {
      this.#live.set(id, record);
      return;
    }
    this.#live.delete(id);
    this.#ended.set(id, record);
    for (const oldest of this.#ended.keys()) {
      if (this.#ended.size <= MAX_ENDED) break;
      this.#ended.delete(oldest);
    }
    const waiters = this.#waiters.get(id) ?? [];
    this.#waiters.delete(id);
    for (const callback of waiters) callback();
  }
}

type LaterEvent = Exclude<LifeEvent, { type: 'started' }>;
type LaterMessage = Exclude<LifeMessage, { type: 'started' }>;

function messageOf(event: LaterEvent): LaterMessage {
  if (event.type === 'named') return { type: 'named', id: event.id, name: cut(event.name) };
  if (event.type === 'ended') return { ...event, error: event.error && errorInfo(event.error) };
  return event.type === 'stopping' ? { ...event, at: Date.now() } : event;
}

function withMessage(record: ChildRecord, message: LaterMessage): ChildRecord {
  if (message.type === 'named') return { ...record, started: { ...record.started, name: message.name } };
  return { ...record, [message.type]: message };
}
