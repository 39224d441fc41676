/** A process as the hub sees it: one connection, the calls it waits for, and what it refers to. */
import type { Call } from './call.ts';
import type { ClaimMarks } from './claimMarks.ts';
import type { Hello } from '../hubWire/handshake.ts';
import type { Payload, Wire } from '../hubWire/wire.ts';

export class Peer {
  readonly hello: Hello;
  /** Those that wait, by their request number. */
  readonly calls = new Map<number, Call>();
  readonly #wire: Wire;
  ended = false;
  /** Of the items that it claims, once it claims several together. */
  marks: ClaimMarks | null = null;

  constructor(hello: Hello, wire: Wire) {
    this.hello = hello;
    this.#wire = wire;
  }

  send(op: number, object: number, request: number, payload: Payload): void {
    if (this.ended) return;
    this.#wire.send(op, object, request, payload);
    this.#wire.flushSoon();
  }
}
