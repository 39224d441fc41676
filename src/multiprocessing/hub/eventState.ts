/** An Event in the hub. */
import type { Call } from './call.ts';
import { HubError, type HubObject, type HubServices } from './hubObject.ts';
import { Waiters } from './waiters.ts';

export class EventState implements HubObject {
  readonly #services: HubServices;
  readonly #waiters = new Waiters();
  #isSet = false;

  constructor(services: HubServices) {
    this.#services = services;
  }

  call(call: Call): void {
    // Not at once: what another process has said before it told this one may still be in its socket
    if (call.method === 'isSet') setImmediate(() => call.reply(this.#isSet));
    else if (call.method === 'wait') this.#wait(call);
    else throw new HubError('RuntimeError', `Event has no method ${call.method}`);
  }

  note(_peer: unknown, method: string): void {
    this.#isSet = method === 'set';
    if (this.#isSet) for (const call of this.#waiters.takeAll()) call.reply(true);
    this.#services.changed();
  }

  describe() {
    return {
      depth: null,
      limit: null,
      unfinished: null,
      flag: this.#isSet,
      holder: null,
      waiters: this.#waiters.processes(),
    };
  }

  #wait(call: Call): void {
    if (this.#isSet) return call.reply(true);
    this.#waiters.add(call, () => this.#services.changed());
    this.#services.changed();
  }
}
