import { processIdentity } from '../multiprocessing/identity.ts';
import { errorInfo } from './cut.ts';
import type { ChildRecord, ChildRecords } from './childRecords.ts';
import { Inspection } from './inspection.ts';
import type { CommandMessage, OwnAction, ResultMessage } from './protocol.ts';

/** Longer timers would end at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Carries out a server's commands: on this process's own children, with the calls that the program has itself, and on itself. */
export class CommandRunner {
  readonly #children: ChildRecords;
  readonly #answer: (result: ResultMessage) => void;
  /** What ends the wait of a join, by seq. */
  readonly #joins = new Map<number, () => void>();
  readonly #inspection = new Inspection();

  constructor(children: ChildRecords, answer: (result: ResultMessage) => void) {
    this.#children = children;
    this.#answer = answer;
  }

  run(command: CommandMessage): void {
    const { seq, id, action, timeout } = command;
    if (action === 'inspect' || action === 'uninspect') return this.#inspect(seq, id, action);
    const child = this.#children.get(id);
    if (!child) this.#fail(seq, unknownProcess(id));
    else if (action === 'join') this.#join(seq, id, timeout);
    else this.#signal(seq, child, action);
  }

  /** Gives up a join. */
  cancel(seq: number): void {
    const stop = this.#joins.get(seq);
    if (!stop) return;
    stop();
    this.#fail(seq, { name: 'AbortError', message: 'The join was given up' });
  }

  /** Nobody waits for answers any more. */
  abandon(): void {
    for (const stop of this.#joins.values()) stop();
  }

  #inspect(seq: number, id: string, action: OwnAction): void {
    if (id !== processIdentity().id) return this.#fail(seq, notThisProcess(id));
    this.#inspected(seq, action).catch((error: unknown) => this.#fail(seq, error));
  }

  async #inspected(seq: number, action: OwnAction): Promise<void> {
    if (action === 'inspect')
      return this.#answer({ type: 'result', seq, ok: true, exitcode: null, url: this.#inspection.open() });
    await this.#inspection.close();
    this.#succeed(seq, null);
  }

  #signal(seq: number, { handle, ended }: ChildRecord, action: 'terminate' | 'kill' | 'interrupt'): void {
    try {
      if (!ended) handle[action]();
      this.#succeed(seq, ended?.exitcode ?? null);
    } catch (error) {
      this.#fail(seq, error);
    }
  }

  /**
   * Waits for the news of the child's end and not with its join(), which would keep the program alive; join(0) then
   * does what belongs to a join.
   */
  #join(seq: number, id: string, timeout: number | null): void {
    this.#joins.get(seq)?.();
    const joined = () => void this.#reap(seq, id);
    if (this.#children.get(id)?.ended) joined();
    else if (timeout !== null && timeout <= 0) this.#succeed(seq, null);
    else this.#wait(seq, id, timeout, joined);
  }

  #wait(seq: number, id: string, timeout: number | null, joined: () => void): void {
    const ms = Math.min((timeout ?? 0) * 1000, MAX_TIMER_MS);
    const timer = timeout === null ? undefined : setTimeout(() => this.#stopped(seq), ms).unref();
    const unsubscribe = this.#children.whenEnded(id, () => {
      this.#joins.get(seq)?.();
      joined();
    });
    this.#joins.set(seq, () => {
      this.#joins.delete(seq);
      clearTimeout(timer);
      unsubscribe();
    });
  }

  #stopped(seq: number): void {
    this.#joins.get(seq)?.();
    this.#succeed(seq, null);
  }

  async #reap(seq: number, id: string): Promise<void> {
    const child = this.#children.get(id);
    try {
      await child?.handle.join(0);
    } catch {
      // The program has closed the object: it has ended all the same.
    }
    this.#succeed(seq, child?.ended?.exitcode ?? null);
  }

  #succeed(seq: number, exitcode: number | null): void {
    this.#answer({ type: 'result', seq, ok: true, exitcode });
  }

  #fail(seq: number, error: unknown): void {
    this.#answer({ type: 'result', seq, ok: false, error: errorInfo(error) });
  }
}

function notThisProcess(id: string): { name: string; message: string } {
  return { name: 'UnknownProcess', message: `Process ${process.pid} has not the id ${id}, and can open only itself` };
}

function unknownProcess(id: string): { name: string; message: string } {
  return {
    name: 'UnknownProcess',
    message: `Process ${process.pid} has no child with the id ${id}, or has forgotten it`,
  };
}
