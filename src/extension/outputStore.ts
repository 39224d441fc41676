import type { Disposable } from '../base/disposable.ts';
import { Emitter } from '../base/emitter.ts';
import type { OutputChunk } from '../monitor/protocol.ts';
import { OutputLog } from './outputLog.ts';

/** Of all processes together; then those that have been silent for longest are forgotten. */
const MAX_CHARACTERS = 32 * 1024 * 1024;

/** What each process has printed, apart from its row: it is much, and seldom looked at. */
export class OutputStore implements Disposable {
  /** Who printed last, last. */
  readonly #logs = new Map<string, OutputLog>();
  readonly #appended = new Emitter<string>();
  /** The id of a process that has printed something. */
  readonly onDidAppend = this.#appended.event;
  #size = 0;

  append(id: string, skipped: number, chunks: readonly OutputChunk[]): void {
    const log = this.#logs.get(id) ?? new OutputLog();
    const before = log.size;
    log.append(skipped, chunks);
    this.#logs.delete(id);
    this.#logs.set(id, log);
    this.#size += log.size - before;
    for (const oldest of this.#logs.keys()) {
      if (this.#size <= MAX_CHARACTERS || oldest === id) break;
      this.#forget(oldest);
    }
    this.#appended.fire(id);
  }

  get(id: string): OutputLog | undefined {
    return this.#logs.get(id);
  }

  /** Forgets the processes that `isKnown` does not know. */
  retain(isKnown: (id: string) => boolean): void {
    for (const id of this.#logs.keys()) if (!isKnown(id)) this.#forget(id);
  }

  dispose(): void {
    this.#appended.dispose();
  }

  #forget(id: string): void {
    this.#size -= this.#logs.get(id)?.size ?? 0;
    this.#logs.delete(id);
  }
}
