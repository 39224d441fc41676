/** A Condition in the hub: who waits for it. The lock is an object of its own, and released after the wait has begun. */
import type { Call } from './call.ts';
import { HubError, type HubObject, type HubServices } from './hubObject.ts';
import type { Peer } from './peer.ts';
import { Waiters } from './waiters.ts';

export class ConditionState implements HubObject {
  readonly #services: HubServices;
  readonly #waiters = new Waiters();

  constructor(services: HubServices) {
    this.#services = services;
  }

  call(call: Call): void {
    if (call.method === 'wait') this.#waiters.add(call, () => this.#services.changed());
    else if (call.method === 'waiting') setImmediate(() => call.reply(this.#waiters.size));
    else throw new HubError('RuntimeError', `Condition has no method ${call.method}`);
    this.#services.changed();
  }

  /** `notify`; with nobody waiting it is lost. @param count null: all. */
  note(_peer: Peer, _method: string, [count]: readonly unknown[]): void {
    for (let left = Number(count ?? Infinity); left > 0 && this.#waiters.size > 0; left--)
      this.#waiters.take()?.reply(true);
    this.#services.changed();
  }

  describe() {
    const waiters = this.#waiters.processes();
    return { depth: waiters.length, limit: null, unfinished: null, flag: null, holder: null, waiters };
  }
}
