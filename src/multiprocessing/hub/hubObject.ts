/** What every object of the hub's has in common. Each kind is a file beside this one. */
import type { SharedObject } from '../events.ts';
import type { Call } from './call.ts';
import type { Peer } from './peer.ts';

export interface HubObject {
  /** The object by which others can end the waits for this one; without it, this one itself. */
  readonly endedBy?: number;
  /** Whether the waits end soon without anybody's doing: what they wait for is on its way. */
  readonly endsSoon?: boolean;
  /** Answers now, or waits: `call.wait(…)`. What it throws (a HubError) is the answer, too. */
  call(call: Call): void;
  /** A message that is not answered. */
  note?(peer: Peer, method: string, args: readonly unknown[]): void;
  /** Bytes in a form of its own; the buffer is shared, and to be copied where it is kept. */
  data?(peer: Peer, payload: Buffer): void;
  /**
   * The process has ended (`peer.ended`) or has let go of the object; all that it sent has come, and its calls that
   * waited have been cancelled.
   */
  left?(peer: Peer): void;
  /** Others have come to refer to it. */
  referrersChanged?(referrers: ReadonlyMap<Referrer, number>): void;
  /** How many items somebody has put and nobody has taken, and nobody has said that they may be lost. */
  readonly unread?: number;
  /** Not to be shown to those who watch. */
  readonly isInternal?: boolean;
  /** For those who watch. */
  describe(): Omit<SharedObject, 'id' | 'kind' | 'name'>;
  /** Nobody refers to it any more. */
  dispose?(): void;
}

/** What the hub does for its objects. */
export interface HubServices {
  /** How a process that is gone has ended, when its parent tells it soon; null when it does not. */
  exitcodeOf(peer: Peer): Promise<number | null>;
  /** Something that `describe` tells has changed. */
  changed(): void;
  /** A warning on the logger of that process. */
  warn(peer: Peer, message: string): void;
  /** Counts references: of a process, or of `count` items in a queue that have such objects in them. */
  refer(ids: readonly number[], by: Referrer, count?: number): void;
  unrefer(ids: readonly number[], by: Referrer, count?: number): void;
  /** Puts a call to its object that has been kept waiting. */
  again(call: Call): void;
}

/** Who refers to an object: a process, one that is being started, an item in a queue. */
export type Referrer = object;

/** Thrown to a caller; the name is that of a class in errors.ts. */
export class HubError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** Makes an object of a kind; `id` is how messages name it, `name` what it is called where it is shown. */
export type HubObjectMaker = (services: HubServices, id: number, args: readonly unknown[], name: string) => HubObject;
