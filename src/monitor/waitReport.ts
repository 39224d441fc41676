import type { SourceLocation, WaitingEvent } from '../multiprocessing/events.ts';
import { cut } from './cut.ts';
import type { ResumedMessage, WaitingMessage } from './activityMessages.ts';

/** A shorter wait is none that anybody could see. */
const LASTING_MS = 50;
/** Longer waits are told always. */
const LONGEST_UNTOLD_MS = 1_000;
/** Of a process's waits so many are told at once, the oldest; the next when one of them is over. */
const MAX_TOLD = 100;
const MAX_NAME = 100;

/**
 * What this process waits for, and what of it the server has been told. Beginning and ending a wait costs no more than
 * an entry in a map: most are over before anybody is told of them, and their place in the source is never asked for.
 */
export class WaitReport {
  /** In the order of their beginning. */
  readonly #waits = new Map<number, WaitingEvent>();
  readonly #told = new Map<number, WaitingMessage>();
  /** How long a wait has lasted before it is told. Twice as long after each that was soon over: a loop shall not flicker. */
  #lasting = LASTING_MS;
  /** This process; null while the server has been told of no wait. */
  #id: string | null = null;

  begin(event: WaitingEvent): void {
    this.#waits.set(event.wait, event);
  }

  /** @returns Whether the server has to be told. */
  end(wait: number): boolean {
    this.#waits.delete(wait);
    return this.#told.has(wait);
  }

  /** What makes the server know what is so now. */
  *update(now: number): Generator<WaitingMessage | ResumedMessage> {
    for (const [wait, { id, at }] of this.#told) {
      if (this.#waits.has(wait)) continue;
      this.#told.delete(wait);
      const wasLong = now - at >= LONGEST_UNTOLD_MS * 2;
      this.#lasting = wasLong ? LASTING_MS : Math.min(LONGEST_UNTOLD_MS, this.#lasting * 2);
      yield { type: 'resumed', id, wait };
    }
    for (const event of this.#untold()) {
      if (this.#msLeft(event, now) > 0) break; // the later ones have lasted no longer
      const message = messageOf(event);
      this.#told.set(event.wait, message);
      this.#id = event.id;
      yield message;
    }
  }

  /** How long a wait lasts that is told, in milliseconds. */
  get lasting(): number {
    return this.#lasting;
  }

  /** In how many milliseconds the next wait will have lasted; null when there is none to be told. */
  nextIn(now: number): number | null {
    for (const event of this.#untold()) return Math.max(0, this.#msLeft(event, now));
    return null;
  }

  /** What was told before is void; what a server has been told, anew. */
  *restate(): Generator<WaitingMessage | ResumedMessage> {
    if (this.#id === null) return;
    yield { type: 'resumed', id: this.#id, wait: null };
    yield* this.#told.values();
  }

  *#untold(): Generator<WaitingEvent> {
    for (const event of this.#waits.values()) {
      if (this.#told.size >= MAX_TOLD) return;
      if (!this.#told.has(event.wait)) yield event;
    }
  }

  /** A clock that was set back must not hide a wait until it is that late again. */
  #msLeft({ at }: WaitingEvent, now: number): number {
    return at > now ? 0 : at + this.#lasting - now;
  }
}

function messageOf({ type, id, wait, operation, object, at, location }: WaitingEvent): WaitingMessage {
  const texts = { operation: cut(operation, MAX_NAME), object: cut(asked(object) ?? '', MAX_NAME) };
  return { type, id, wait, ...texts, at, location: asked<SourceLocation | null>(location) };
}

/** What cannot be told of a wait must not hide it. */
function asked<T>(question: () => T): T | null {
  try {
    return question();
  } catch {
    return null;
  }
}
