/** The calls of this process that the hub has not answered, by their request numbers. */
import { PendingCall, type CallOptions, type CallOwner } from './pendingCall.ts';

export class PendingCalls {
  readonly #calls = new Map<number, PendingCall>();
  readonly #owner: Pick<CallOwner, 'giveUpCall'>;
  #requests = 0;

  constructor(owner: Pick<CallOwner, 'giveUpCall'>) {
    this.#owner = owner;
  }

  /** @returns The call, which is to be sent. */
  begin(object: number, method: string, options: CallOptions): PendingCall {
    const request = (this.#requests = (this.#requests + 1) % 2 ** 32 || 1);
    const call = new PendingCall(object, request, method, options, this);
    this.#calls.set(request, call);
    return call;
  }

  resolve(request: number, answer: unknown): void {
    this.#calls.get(request)?.resolve(answer);
  }

  reject(request: number, error: Error): void {
    this.#calls.get(request)?.reject(error);
  }

  rejectAll(error: Error): void {
    for (const call of this.#calls.values()) call.reject(error);
  }

  /** Whether no other process can reach the object any more. */
  alone(object: number, isAlone: boolean): void {
    for (const call of this.#calls.values()) if (call.object === object) call.alone(isAlone);
  }

  /** Those that wait in vain, unless this process does something itself. */
  get aloneCalls(): PendingCall[] {
    return [...this.#calls.values()].filter((call) => call.isAlone);
  }

  giveUp(object: number): void {
    for (const call of Array.from(this.#calls.values())) if (call.object === object) call.giveUp();
  }

  /** @internal Of a call. */
  giveUpCall(object: number, request: number): void {
    this.#owner.giveUpCall(object, request);
  }

  /** @internal Of a call. */
  settled(request: number): void {
    this.#calls.delete(request);
  }
}
