/**
 * A Value or an Array in the hub. A process that uses it again and again without a pause is lent a part of it for the
 * rest of its turn of the event loop, in which nobody else gets at it; it gives it back unasked.
 */
import { numberIn, Numbers } from '../numbers.ts';
import { checkNumber, numberType, type Typecode } from '../typecodes.ts';
import type { Call } from './call.ts';
import { HubError, type HubObject, type HubServices } from './hubObject.ts';
import { answer, CHANGES_HEAD_BYTES, LENT_ELEMENTS } from '../hubWire/numbersFrames.ts';
import type { Peer } from './peer.ts';
import { Waiters } from './waiters.ts';

const NOTHING = new Uint8Array();

export class NumbersState implements HubObject {
  readonly #services: HubServices;
  readonly #typecode: Typecode;
  readonly #numbers: Numbers;
  readonly #waiters = new Waiters();
  #borrower: Peer | null = null;
  #generation = 0;

  /** @param initial The memory in base64; null: all zero. */
  constructor(services: HubServices, typecode: unknown, length: unknown, initial: unknown) {
    this.#services = services;
    this.#typecode = checked(() => (numberType(typecode), typecode as Typecode));
    this.#numbers = checked(() => new Numbers(this.#typecode, Number(length)));
    if (typeof initial === 'string') checked(() => this.#numbers.load(0, Buffer.from(initial, 'base64')));
  }

  call(call: Call): void {
    checkCall(call, this.#numbers.length);
    if (call.peer === this.#borrower) this.#borrower = null; // it asked before it knew that it was lent something
    if (this.#borrower === null && this.#waiters.size === 0) return this.#answer(call);
    this.#waiters.add(call);
    this.#serve();
    this.#services.changed();
  }

  data(peer: Peer, payload: Buffer): void {
    if (payload.length < CHANGES_HEAD_BYTES) throw new HubError('ValueError', 'these are no changes of numbers');
    if (peer !== this.#borrower || payload.readUInt32LE(1) !== this.#generation) return;
    checked(() => this.#numbers.load(payload.readUInt32LE(5), payload.subarray(CHANGES_HEAD_BYTES)));
    if (payload[0] === 1) this.#returned();
  }

  /** What it changed and did not tell, nobody has seen. */
  left(peer: Peer): void {
    if (peer === this.#borrower) this.#returned();
  }

  describe() {
    const waiters = this.#waiters.processes();
    return { depth: null, limit: null, unfinished: null, flag: null, holder: null, waiters };
  }

  #returned(): void {
    this.#borrower = null;
    if (this.#waiters.size === 0) return;
    this.#serve();
    this.#services.changed();
  }

  #serve(): void {
    while (this.#borrower === null) {
      const call = this.#waiters.take();
      if (call === undefined) return;
      this.#answer(call);
    }
  }

  #answer(call: Call): void {
    const [index, operand, wanted] = call.args as [number, unknown, boolean];
    if (call.method === 'slice') return call.replyData(Buffer.from(this.#numbers.bytes(index, Number(operand))));
    if (call.method === 'setSlice') {
      for (const [i, value] of (operand as (number | string)[]).entries())
        this.#numbers.set(index + i, this.#in(value));
      return call.reply(null);
    }
    if (call.method === 'set') this.#numbers.set(index, this.#in(operand));
    else if (call.method === 'add') this.#numbers.add(index, this.#in(operand));
    const result = this.#numbers.bytes(index, index + 1);
    call.replyData(
      wanted && this.#waiters.size === 0 ? this.#lend(call, index, result) : answer(0, 0, result, NOTHING),
    );
  }

  #lend({ peer }: Call, index: number, result: Uint8Array): Buffer {
    const first = index - (index % LENT_ELEMENTS);
    const end = Math.min(first + LENT_ELEMENTS, this.#numbers.length);
    this.#borrower = peer;
    this.#generation = (this.#generation + 1) % 2 ** 32 || 1;
    return answer(this.#generation, first, result, this.#numbers.bytes(first, end));
  }

  #in(operand: unknown): number | bigint {
    return checked(() => {
      const value = numberIn(this.#typecode, operand as number | string);
      checkNumber(this.#typecode, value);
      return value;
    });
  }
}

const METHODS = new Set(['get', 'set', 'add', 'slice', 'setSlice']);

function checkCall({ method, args: [index, operand] }: Call, length: number): void {
  if (!METHODS.has(method)) throw new HubError('RuntimeError', `numbers have no method ${method}`);
  const start = Number(index);
  const end = method === 'slice' ? Number(operand) : start + (method === 'setSlice' ? sizeOf(operand) : 1);
  const isInside = Number.isInteger(start) && start >= 0 && Number.isInteger(end) && end <= length;
  if (!isInside) throw new HubError('RuntimeError', `numbers ${start} to ${end} of ${length}`);
}

function sizeOf(values: unknown): number {
  return Array.isArray(values) ? values.length : NaN;
}

/** What a process asks for that its own library would have refused. */
function checked<T>(body: () => T): T {
  try {
    return body();
  } catch (error) {
    throw new HubError('RuntimeError', (error as Error).message);
  }
}
