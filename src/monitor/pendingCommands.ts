import { deferred, type Deferred } from '../base/deferred.ts';
import { l10n } from '../base/l10n.ts';
import type { Action, CommandMessage, ResultMessage, ServerMessage } from './protocol.ts';

/** An agent answers at once, except to a join; one that is busy computing may not for a while. */
const ANSWER_SECONDS = 5;
const MAX_TIMER_MS = 2 ** 31 - 1;

export interface Command {
  readonly action: Action;
  /** Of the process that it is about. */
  readonly id: string;
  /** Of a join, in seconds; null waits for ever. */
  readonly timeout: number | null;
  readonly signal: AbortSignal | undefined;
}

export interface Answer {
  /** null while there is none. */
  readonly exitcode: number | null;
  /** Of `inspect`. */
  readonly url: string | null;
}

/** The commands that one agent has not answered yet. */
export class PendingCommands {
  readonly #send: (message: ServerMessage) => void;
  readonly #pending = new Map<number, Deferred<Answer>>();
  #lastSeq = 0;

  constructor(send: (message: ServerMessage) => void) {
    this.#send = send;
  }

  async request({ action, id, timeout, signal }: Command): Promise<Answer> {
    signal?.throwIfAborted();
    const seq = ++this.#lastSeq;
    const answer = deferred<Answer>();
    this.#pending.set(seq, answer);
    const timer = this.#limit(seq, action, timeout);
    const abort = () => this.#abort(seq, signal?.reason);
    signal?.addEventListener('abort', abort);
    try {
      this.#send({ type: 'command', seq, action, id, timeout } satisfies CommandMessage);
      return await answer.promise;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
      this.#pending.delete(seq);
    }
  }

  answer(result: ResultMessage): void {
    const pending = this.#pending.get(result.seq);
    if (result.ok) pending?.resolve({ exitcode: result.exitcode, url: result.url ?? null });
    else pending?.reject(Object.assign(new Error(result.error.message), { name: result.error.name }));
  }

  /** The agent is gone. */
  rejectAll(error: Error): void {
    for (const pending of this.#pending.values()) pending.reject(error);
  }

  #limit(seq: number, action: Action, timeout: number | null): NodeJS.Timeout | undefined {
    if (action === 'join' && timeout === null) return undefined;
    const seconds = ANSWER_SECONDS + Math.max(0, action === 'join' ? (timeout ?? 0) : 0);
    const error = new Error(
      isOwn(action)
        ? l10n.t(
            'It has not answered within {0} s. It may be busy: that is done as soon as its event loop is free.',
            seconds,
          )
        : l10n.t(
            'Its parent process has not answered within {0} s. It may be busy: that is done as soon as its event loop is free.',
            seconds,
          ),
    );
    return setTimeout(() => this.#pending.get(seq)?.reject(error), Math.min(seconds * 1000, MAX_TIMER_MS));
  }

  #abort(seq: number, reason: unknown): void {
    this.#send({ type: 'cancel', seq });
    this.#pending.get(seq)?.reject(reason);
  }
}

function isOwn(action: Action): boolean {
  return action === 'inspect' || action === 'uninspect';
}
