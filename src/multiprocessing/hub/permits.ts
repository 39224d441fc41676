/** What a lock or a semaphore gives out: how much of it there is, and which process has how much. Pure bookkeeping. */
import type { Peer } from './peer.ts';

export interface Permits {
  /** How many can be taken. */
  readonly value: number;
  /** How many there can be; null: no limit. */
  readonly limit: number | null;
  /** Whether a process may take more of what it has, though nobody else can. */
  readonly recursive: boolean;
  /** Those who have some, the one that took first at first. */
  readonly holders: Iterable<Peer>;
  canTake(peer: Peer): boolean;
  take(peer: Peer): void;
  heldBy(peer: Peer): number;
  /**
   * @returns Whose it was, when it was another's.
   * @throws HubError when there is nothing to give back.
   */
  giveBack(peer: Peer, count: number): Peer | null;
  /** From a process that is gone. @returns How many have come back. */
  takeBack(peer: Peer): number;
  /** The process will not give back what it has. */
  forget(peer: Peer): void;
}
