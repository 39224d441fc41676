/** What was sent before there was a connection. */
import { copyOf, type Payload, type Wire } from '../hubWire/wire.ts';

interface Waiting {
  readonly op: number;
  readonly object: number;
  readonly request: number;
  readonly payload: Payload;
  readonly written: (() => void) | null;
  readonly isBehind: boolean;
}

export class Backlog {
  #waiting: Waiting[] = [];

  send(op: number, object: number, request: number, payload: Payload, written: (() => void) | null): void {
    this.#waiting.push({ op, object, request, payload: copyOf(payload), written, isBehind: false });
  }

  sendBehind(op: number, object: number, request: number, payload: string): void {
    this.#waiting.push({ op, object, request, payload, written: null, isBehind: true });
  }

  /** There is a connection now. */
  leave(wire: Wire): void {
    for (const { op, object, request, payload, written, isBehind } of this.#waiting.splice(0))
      if (isBehind) wire.sendBehind(op, object, request, payload);
      else wire.send(op, object, request, payload, written);
  }

  /** There will be none. */
  drop(): void {
    for (const { written } of this.#waiting.splice(0)) written?.();
  }
}
