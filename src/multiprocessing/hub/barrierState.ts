/**
 * A Barrier in the hub. The last one to come runs the action in its own process, if there is one, while the others still
 * wait; who comes meanwhile waits for the next round.
 */
import type { Call } from './call.ts';
import { HubError, type HubObject, type HubServices } from './hubObject.ts';
import type { Peer } from './peer.ts';
import { Waiters } from './waiters.ts';

/** The answer to the one that is to run the action; it tells of its end by `passed`, with the round, or by `abort`. */
export interface RunAction {
  readonly round: number;
}

export class BarrierState implements HubObject {
  readonly #services: HubServices;
  readonly #parties: number;
  readonly #waiters = new Waiters();
  /** Those who came while the action ran. */
  readonly #early = new Waiters();
  #breaksNext = false;
  /** Who runs the action. */
  #actor: Peer | null = null;
  #round = 0;
  #broken = false;

  constructor(services: HubServices, parties: number) {
    this.#services = services;
    this.#parties = parties;
  }

  call(call: Call): void {
    if (call.method === 'wait') this.#wait(call, call.args[0] === true);
    else if (call.method === 'passed') this.#passed(call);
    else if (call.method === 'waiting') setImmediate(() => call.reply(this.#waiting));
    else if (call.method === 'broken') setImmediate(() => call.reply(this.#broken));
    else throw new HubError('RuntimeError', `Barrier has no method ${call.method}`);
    this.#services.changed();
  }

  note(_peer: Peer, method: string): void {
    this.#break();
    if (method === 'reset') this.#broken = false;
    this.#services.changed();
  }

  left(peer: Peer): void {
    if (this.#actor === peer && peer.ended) this.#break(`${nameOf(peer)} has ended while it ran the action`);
  }

  describe() {
    const waiters = this.#waiters.processes();
    return {
      depth: this.#waiting,
      limit: this.#parties,
      unfinished: null,
      flag: this.#broken,
      holder: null,
      waiters,
    };
  }

  /** Whoever runs the action waits, too. */
  get #waiting(): number {
    return this.#waiters.size + (this.#actor === null ? 0 : 1);
  }

  #wait(call: Call, hasAction: boolean): void {
    if (this.#broken) return call.fail('BrokenBarrierError', '');
    if (this.#actor !== null) return this.#early.add(call, () => this.#earlyGone(call));
    if (this.#waiters.size + 1 < this.#parties) return this.#waiters.add(call, () => this.#gone(call));
    if (!hasAction) return this.#open(call);
    this.#actor = call.peer;
    call.reply({ round: ++this.#round } satisfies RunAction);
  }

  /** Its time was over, or it has ended: without it the others would wait for ever. */
  #gone(call: Call): void {
    this.#break(call.peer.ended ? `${nameOf(call.peer)} has ended while it waited` : '');
    call.fail('BrokenBarrierError', '');
  }

  /** The round that is complete does without it, the next one does not. */
  #earlyGone(call: Call): void {
    this.#breaksNext = true;
    call.fail('BrokenBarrierError', '');
  }

  #passed(call: Call): void {
    const [round] = call.args;
    if (this.#actor !== call.peer || round !== this.#round) return call.fail('BrokenBarrierError', ''); // aborted
    this.#actor = null;
    this.#open(call);
  }

  /** The order of their coming is what they are told. */
  #open(last: Call): void {
    for (const [index, call] of this.#waiters.takeAll().entries()) call.reply(index);
    last.reply(this.#parties - 1);
    if (this.#breaksNext) this.#break();
    for (const call of this.#early.takeAll()) this.#wait(call, call.args[0] === true);
  }

  #break(message = ''): void {
    this.#broken = true;
    this.#breaksNext = false;
    this.#actor = null;
    for (const call of [...this.#waiters.takeAll(), ...this.#early.takeAll()]) call.fail('BrokenBarrierError', message);
    this.#services.changed();
  }
}

function nameOf({ hello: { name, pid } }: Peer): string {
  return `${name} (pid ${pid})`;
}
