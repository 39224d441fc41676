/** Who refers to the objects that are in the items of a queue: the queue, and the process into whose hands an item comes. */
import type { HubServices, Referrer } from './hubObject.ts';
import type { ItemChunk } from './itemChunk.ts';

export class ItemReferences {
  readonly #services: HubServices;
  readonly #queue: Referrer;

  constructor(services: HubServices, queue: Referrer) {
    this.#services = services;
    this.#queue = queue;
  }

  put({ objects, count }: ItemChunk): void {
    this.#services.refer(objects, this.#queue, count);
  }

  handedOut(to: Referrer, chunks: readonly ItemChunk[]): void {
    this.#move(chunks, this.#queue, to);
  }

  cameBack(from: Referrer, chunks: readonly ItemChunk[]): void {
    this.#move(chunks, from, this.#queue);
  }

  dropped(chunks: readonly ItemChunk[]): void {
    for (const { objects, count } of chunks) this.#services.unrefer(objects, this.#queue, count);
  }

  /** The new one refers to them first, so that they are there all the time. */
  #move(chunks: readonly ItemChunk[], from: Referrer, to: Referrer): void {
    for (const { objects, count } of chunks) {
      if (objects.length === 0) continue;
      this.#services.refer(objects, to, count);
      this.#services.unrefer(objects, from, count);
    }
  }
}
