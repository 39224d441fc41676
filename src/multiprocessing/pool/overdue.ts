/**
 * Takes back from workers what they have been sent and do not come to: for others that have nothing to do, or because
 * what they run is not wanted any more, and they are to be ended for that alone.
 */
import { sharedClock } from '../hubWire/sharedClock.ts';
import { Say } from './frameKinds.ts';
import type { Scheduler } from './scheduler.ts';
import type { WorkerLink } from './workerLink.ts';

interface Reactions {
  /** Ends the worker, which runs what nobody wants and nothing else. */
  end(link: WorkerLink): void;
  /** There is work for others. */
  changed(): void;
}

export class Overdue {
  readonly #scheduler: Scheduler<WorkerLink>;
  readonly #reactions: Reactions;
  /** Those that are to be ended for what they run. */
  readonly #condemned = new Set<WorkerLink>();
  #timer: NodeJS.Timeout | null = null;

  constructor(scheduler: Scheduler<WorkerLink>, reactions: Reactions) {
    this.#scheduler = scheduler;
    this.#reactions = reactions;
  }

  /** The worker is to be ended, once it is sure that it runs nothing else. */
  condemn(link: WorkerLink): void {
    link.isClosed = true;
    this.#condemned.add(link);
  }

  forget(link: WorkerLink): void {
    this.#condemned.delete(link);
  }

  endCondemned(): void {
    for (const link of this.#condemned) {
      const isWanted = link.current?.job.isOver !== true;
      if (!isWanted && link.ahead.length > 0) continue;
      this.#condemned.delete(link);
      if (isWanted)
        link.isClosed = false; // it has come to other work
      else this.#reactions.end(link);
    }
  }

  /** To be called after each change. */
  watch(): void {
    const at = this.#earliest();
    if (at === null || this.#timer !== null) return;
    this.#timer = setTimeout(() => void this.#takeBack(), Math.max(1, Math.ceil(at - sharedClock()) + 1));
    this.#timer.unref();
  }

  #earliest(): number | null {
    const condemned = [...this.#condemned].flatMap(({ ahead }) => ahead.map(({ deadline }) => deadline));
    const times = [this.#scheduler.takeBackAt ?? [], condemned].flat();
    return times.length === 0 ? null : Math.min(...times);
  }

  async #takeBack(): Promise<void> {
    const heard = new Map([...this.#scheduler.lanes].map((link) => [link, link.heard]));
    await turn();
    await turn(); // all that was said before the deadline has been read, if nothing has been now
    this.#timer = null;
    for (const [link, before] of heard) {
      if (link.heard !== before || !this.#scheduler.lanes.has(link)) continue;
      for (const chunk of this.#scheduler.takeBack(link)) {
        link.note(Say.drop, chunk.id);
        link.release(chunk);
      }
    }
    this.#reactions.changed();
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
