import type { Life } from '../../tree/life.ts';
import type { LivesMessage } from '../../tree/messages.ts';
import { clock } from '../clock.ts';

/** The lives as the host has told of them. */
export class LifeStore {
  readonly #lives = new Map<string, Life>();

  get(id: string): Life | undefined {
    return this.#lives.get(id);
  }

  /** Whether some of the oldest are merged, since all were too many to be kept. */
  get hasMerged(): boolean {
    for (const { closed } of this.#lives.values()) if (closed[0]?.merged) return true;
    return false;
  }

  /** @returns Whether it was understood; else what was before it has been missed, and must be asked for. */
  apply({ at, lives }: LivesMessage): boolean {
    clock.heard(at);
    return lives.every(({ id, kept, closed, open, marks }) => {
      const before = this.#lives.get(id)?.closed ?? [];
      if (before.length < kept) return false;
      this.#lives.set(id, { closed: [...before.slice(0, kept), ...closed], open, marks });
      return true;
    });
  }

  /** Forgets those that are not `among` the rows any more. */
  retain(among: { has(id: string): boolean; readonly size: number }): void {
    if (this.#lives.size <= among.size) return;
    for (const id of this.#lives.keys()) if (!among.has(id)) this.#lives.delete(id);
  }
}
