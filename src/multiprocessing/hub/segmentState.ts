/**
 * A file of items in shared memory (itemStore.ts), in the hub: those who have items of it refer to it, and so do the
 * items that are on their way. When all are done with it its owner may fill it anew; without an owner it is removed.
 */
import { rmSync } from 'node:fs';
import { Op } from '../hubWire/frames.ts';
import { HubError, type HubObject, type Referrer } from './hubObject.ts';
import type { Peer } from './peer.ts';

export class SegmentState implements HubObject {
  readonly isInternal = true;
  readonly #id: number;
  readonly #file: string;
  /** Full: nothing comes into it any more. */
  #sealedBy: Peer | null = null;
  #referrers: ReadonlyMap<Referrer, number> = new Map();

  constructor(id: number, file: string) {
    this.#id = id;
    this.#file = file;
  }

  call(): void {
    throw new HubError('RuntimeError', 'a segment is asked for nothing');
  }

  note(peer: Peer, method: string): void {
    if (method !== 'sealed') return;
    this.#sealedBy = peer;
    this.#tellIfFree();
  }

  referrersChanged(referrers: ReadonlyMap<Referrer, number>): void {
    this.#referrers = referrers;
    this.#tellIfFree();
  }

  describe() {
    return { depth: null, limit: null, unfinished: null, flag: null, holder: null, waiters: [] };
  }

  dispose(): void {
    rmSync(this.#file, { force: true });
  }

  #tellIfFree(): void {
    const owner = this.#sealedBy;
    if (owner === null || this.#referrers.size !== 1 || !this.#referrers.has(owner)) return;
    this.#sealedBy = null;
    owner.send(Op.note, this.#id, 0, '["free"]');
  }
}
