/** A process as the hub sees it: one connection, the calls it waits for, and what it refers to. */
import type { Call } from './call.ts';
import type { ClaimMarks } from './claimMarks.ts';
import { handedOutOf, markInOffset, OFFSET_SLOT, type Mark } from '../hubWire/marks.ts';
import type { OffsetLoan } from './offsetLoans.ts';
import type { Hello } from '../hubWire/handshake.ts';
import type { Payload, Wire } from '../hubWire/wire.ts';

export type ReadMarks = (mark: Mark | null, count: number) => number;

export class Peer {
  readonly hello: Hello;
  /** Those that wait, by their request number. */
  readonly calls = new Map<number, Call>();
  readonly #wire: Wire;
  ended = false;
  /** Of the items that it claims, once it claims several together. */
  marks: ClaimMarks | null = null;
  /** The same, where it takes them fast. */
  loan: OffsetLoan | null = null;

  constructor(hello: Hello, wire: Wire) {
    this.hello = hello;
    this.#wire = wire;
  }

  /**
   * When it is gone.
   * @returns How many items it has handed out, of so many that it marks so; all of them where nobody can tell.
   */
  readMarks(): ReadMarks {
    const inFile = this.marks?.read();
    const inOffset = this.loan && markInOffset(this.loan.offset.get());
    return (mark, count) => {
      const read = mark?.slot === OFFSET_SLOT ? inOffset : mark && inFile?.(mark.slot);
      return mark && read ? handedOutOf(mark, count, read) : count;
    };
  }

  send(op: number, object: number, request: number, payload: Payload): void {
    if (this.ended) return;
    this.#wire.send(op, object, request, payload);
    this.#wire.flushSoon();
  }
}
