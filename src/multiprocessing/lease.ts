/**
 * Lets a process that takes and gives back a permit again and again, each time right after the other, keep it meanwhile,
 * so that this costs no messages. It ends with the turn of the event loop, before the process sends anything else, and
 * after LEASE_MS, since a process that comes to no end of its turn cannot hear that others wait.
 *
 * A single release leaves the process at once: the code behind it may compute for a minute. Where that comes behind a long
 * run, others wait for a lock that is free; then the runs have to be longer from there on.
 */
import { hub } from './hubClient/hubClient.ts';
import { Streak } from './streak.ts';
import { sharedClock } from './hubWire/sharedClock.ts';

/** So many uses without a pause are a run. */
const RUN = 16;
const LONGEST_RUN = 2 ** 20;
/** Longer than V8's collector takes, and than a system call where the other side gets the processor meanwhile. */
const PAUSE_MS = 0.5;
const LEASE_MS = 2;
/** A permit that was kept for longer without being used was missing elsewhere. */
const LATE_MS = 2 * LEASE_MS;

export interface LeaseEvents {
  /** The hub is to know: others cannot be certain for a moment whether the permit is in use. */
  keep(): void;
  giveBack(): void;
}

export class Lease {
  readonly #events: LeaseEvents;
  readonly #uses = new Streak(PAUSE_MS);
  #neededRun = RUN;
  /** Whether the last lease ended late. */
  #late = false;
  /** Whether nobody waited when the permit was given. */
  #uncontended = false;
  #until = 0;
  /** Whether the permit is here and not in use. */
  #kept = false;
  #turnEnd: NodeJS.Immediate | undefined;

  constructor(events: LeaseEvents) {
    this.#events = events;
  }

  get kept(): boolean {
    return this.#kept;
  }

  /** The hub is asked for a permit. */
  asked(): void {
    this.#uses.begins(sharedClock());
  }

  /** The hub has given one. */
  granted(othersWait: boolean): void {
    this.#uncontended = !othersWait;
  }

  /** @returns Whether the kept permit is in use again. */
  take(): boolean {
    if (!this.#kept) return false;
    this.#kept = false;
    return true;
  }

  /** A permit is not in use any more. @returns Whether it is kept; it is to be given back otherwise. */
  keep(): boolean {
    const now = sharedClock();
    const sinceLast = this.#uses.sinceLast(now);
    this.#uses.ends(now);
    if (this.#until === 0) {
      if (this.#uses.length < this.#neededRun || !this.#uncontended || hub.congested) return false;
      this.#begin(now);
    } else if (now > this.#until) {
      if (sinceLast > LEASE_MS) this.#uses.break();
      this.end();
      this.#late = sinceLast > LATE_MS;
      return false;
    }
    this.#kept = true;
    return true;
  }

  /** Another process waits, or has waited, while a permit was kept here. */
  wanted(): void {
    this.#leave();
    if (this.#late) this.#neededRun = Math.min(LONGEST_RUN, this.#neededRun * 8);
    this.#late = false;
  }

  /** What is kept from here on is given back at once. @returns Whether a permit was kept; it is the caller's. */
  end(): boolean {
    if (this.#until === 0) return false;
    this.#until = 0;
    this.#uncontended = false;
    this.#late = this.#kept && this.#uses.sinceLast(sharedClock()) > LATE_MS;
    clearImmediate(this.#turnEnd);
    hub.ungathered(this.#leave);
    return this.take();
  }

  #begin(now: number): void {
    this.#events.keep();
    this.#until = now + LEASE_MS;
    this.#turnEnd = setImmediate(() => {
      if (this.end()) this.#events.giveBack();
    });
    this.#late = false;
    hub.gathered(this.#leave);
  }

  /** Before anything else is sent: who hears of that may find out at once whether the lock is free. */
  readonly #leave = (): void => {
    if (this.#kept && this.end()) this.#events.giveBack();
  };
}
