/** A connection to a hub by hand, which may say anything. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { FrameReader, HEADER_BYTES, Op, writeHeader, type Frame } from '../../../src/multiprocessing/hubWire/frames.ts';
import { newNonce, sign } from '../../../src/multiprocessing/hubWire/handshake.ts';

export const VERSION = 'of the tests';

export class RawClient {
  readonly socket: Socket;
  readonly closed: Promise<unknown>;
  readonly received: Frame[] = [];
  #request = 0;

  constructor(address: string) {
    this.socket = connect(address);
    this.socket.on('error', () => {}); // the hub has dropped it while something was written
    this.closed = new Promise((resolve) => this.socket.once('close', resolve));
    const reader = new FrameReader((frame) => {
      this.received.push({ ...frame, payload: Buffer.from(frame.payload) });
      this.socket.emit('frame');
    });
    this.socket.on('data', (chunk) => reader.read(chunk));
  }

  async frame(op: number, request = 0): Promise<Frame> {
    for (;;) {
      const found = this.received.find((frame) => frame.op === op && frame.request === request);
      if (found !== undefined) return found;
      await Promise.race([once(this.socket, 'frame'), this.closed.then(() => Promise.reject(dropped))]);
    }
  }

  async challenge(): Promise<string> {
    const { payload } = await this.frame(Op.challenge);
    return (JSON.parse(String(payload)) as [string])[0];
  }

  /** Proves itself as a process of the tree does. */
  async join(key: Uint8Array, name: string): Promise<this> {
    this.send(Op.hello, 0, 0, helloText(name, sign(key, 'process', await this.challenge())));
    await this.frame(Op.welcome);
    return this;
  }

  send(op: number, object: number, request: number, payload: string | Uint8Array): void {
    this.socket.write(frameBytes(op, object, request, payload));
  }

  /** Asks an object, and waits for the answer. */
  async ask(object: number, method: string, ...args: readonly unknown[]): Promise<unknown> {
    const request = ++this.#request;
    this.send(Op.call, object, request, JSON.stringify([method, ...args]));
    return (JSON.parse(String((await this.frame(Op.result, request)).payload)) as [unknown])[0];
  }
}

const dropped = new Error('the hub has dropped the connection');

export function helloText(name: string, proof: string): string {
  return JSON.stringify([{ id: name, name, pid: 1, parentId: null, version: VERSION, proof, nonce: newNonce() }]);
}

export function frameBytes(op: number, object: number, request: number, payload: string | Uint8Array): Buffer {
  const content = Buffer.from(payload);
  const bytes = Buffer.alloc(HEADER_BYTES + content.length);
  content.copy(bytes, writeHeader(bytes, 0, op, object, request, content.length));
  return bytes;
}
