/** A process as the hub sees it, without a process: what it is sent is kept. */
import { Call } from '../../../src/multiprocessing/hub/call.ts';
import { isCancelled, Op } from '../../../src/multiprocessing/hubWire/frames.ts';
import type { HubObject, HubServices } from '../../../src/multiprocessing/hub/hubObject.ts';
import { Peer } from '../../../src/multiprocessing/hub/peer.ts';
import type { Payload, Wire } from '../../../src/multiprocessing/hubWire/wire.ts';

export interface Sent {
  readonly op: number;
  readonly object: number;
  readonly request: number;
  readonly payload: Buffer;
}

export interface FakePeer {
  readonly peer: Peer;
  readonly sent: Sent[];
  /** Asks the object. @returns What the answer is, once there is one. */
  ask(object: HubObject, method: string, ...args: readonly unknown[]): { readonly call: Call; answer(): unknown };
}

let requests = 0;

export function fakePeer(name: string): FakePeer {
  const sent: Sent[] = [];
  const wire = {
    congested: false,
    send: (op: number, object: number, request: number, payload: Payload) =>
      sent.push({ op, object, request, payload: inOne(payload) }),
    flushSoon: () => {},
  };
  const hello = { id: name, name, pid: 1, parentId: null };
  const peer = new Peer(hello, wire as unknown as Wire);
  const ask: FakePeer['ask'] = (object, method, ...args) => {
    const request = ++requests;
    const call = new Call(peer, 1, request, method, args);
    object.call(call);
    return { call, answer: () => answerIn(sent.find((frame) => frame.request === request)) };
  };
  return { peer, sent, ask };
}

/** What a test of a single object needs of the hub. */
export function fakeServices(): HubServices {
  return { exitcodeOf: () => Promise.resolve(null), changed() {}, warn() {}, refer() {}, unrefer() {}, again() {} };
}

function answerIn(frame: Sent | undefined): unknown {
  if (frame === undefined) return undefined;
  if (frame.op === Op.data) return frame.payload;
  const [value] = JSON.parse(frame.payload.toString()) as [unknown];
  return isCancelled(value) ? 'cancelled' : value;
}

function inOne(payload: Payload): Buffer {
  if (typeof payload === 'string') return Buffer.from(payload);
  return Buffer.concat(payload instanceof Uint8Array ? [payload] : payload);
}
