/** The unfinished tasks of a JoinableQueue. */
import type { Call } from './call.ts';
import { HubError } from './hubObject.ts';
import { Waiters } from './waiters.ts';

export class UnfinishedState {
  readonly #joiners = new Waiters();
  #count = 0;

  get count(): number {
    return this.#count;
  }

  put(count: number): void {
    this.#count += count;
  }

  /** @returns Whether the method is one of these. */
  call(call: Call): boolean {
    if (call.method === 'join') this.#join(call);
    else if (call.method === 'taskDone') this.#taskDone(call);
    else return false;
    return true;
  }

  done(count: number): void {
    this.#count = Math.max(0, this.#count - count);
    if (this.#count === 0) for (const call of this.#joiners.takeAll()) call.reply(null);
  }

  #taskDone(call: Call): void {
    if (this.#count === 0) throw new HubError('ValueError', 'task_done() called too many times');
    this.done(1);
    call.reply(null);
  }

  #join(call: Call): void {
    if (this.#count === 0) call.reply(null);
    else this.#joiners.add(call);
  }
}
