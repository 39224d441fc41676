/** Accepts the processes of the tree at the hub's socket, and nobody else. */
import type { Server } from 'node:net';
import { FrameError, HUB, Op, type Frame } from '../hubWire/frames.ts';
import { isSigned, newNonce, sign, type HelloMessage } from '../hubWire/handshake.ts';
import type { Hub } from './hub.ts';
import { HubError } from './hubObject.ts';
import { incomingServer, type Incoming } from '../hubWire/incoming.ts';
import { Peer } from './peer.ts';
import { Wire } from '../hubWire/wire.ts';

/** A connection that has not said who it is by then is closed. */
const HELLO_WITHIN_MS = 10_000;
const LONGEST_HELLO = 4_096;

export interface HubServerOptions {
  readonly hub: Hub;
  readonly key: Uint8Array;
  readonly version: string;
  /** Told whenever a process waits for an answer. */
  readonly called: (peer: Peer) => void;
  /** Told of connections that were dropped, and why. */
  readonly log: (message: string) => void;
}

/** @returns A server that is to be told where to listen. */
export function hubServer(options: HubServerOptions): Server {
  return incomingServer((incoming) => void new Connection(incoming, options));
}

class Connection {
  readonly #wire: Wire;
  readonly #options: HubServerOptions;
  readonly #nonce = newNonce();
  readonly #helloTimer: NodeJS.Timeout;
  #peer: Peer | null = null;

  constructor(incoming: Incoming, options: HubServerOptions) {
    this.#options = options;
    this.#wire = new Wire(incoming, {
      takesLarge: () => this.#peer !== null,
      received: (frame) => this.#received(frame),
      closed: (error) => this.#closed(error),
    });
    this.#wire.send(Op.challenge, HUB, 0, JSON.stringify([this.#nonce]));
    this.#wire.flush();
    const late = new FrameError(`it did not say who it is within ${HELLO_WITHIN_MS / 1000} s`);
    this.#helloTimer = setTimeout(() => this.#wire.destroy(late), HELLO_WITHIN_MS);
  }

  #received(frame: Frame): void {
    const { hub } = this.#options;
    const { op, object, request, payload } = frame;
    if (this.#peer === null) this.#hello(frame);
    else if (op === Op.data) hub.data(this.#peer, object, payload);
    else if (op === Op.call) this.#called(this.#peer, frame);
    else if (op === Op.note) hub.note(this.#peer, object, list(payload));
    else if (op === Op.cancel) hub.cancel(this.#peer, request);
    else throw new FrameError(`an unknown operation, ${op}`);
  }

  #called(peer: Peer, { object, request, payload }: Frame): void {
    this.#options.called(peer);
    this.#options.hub.call(peer, object, request, list(payload));
  }

  #hello({ op, payload }: Frame): void {
    if (op !== Op.hello || payload.length > LONGEST_HELLO) throw new FrameError('it did not say who it is');
    const { key, version, hub } = this.#options;
    const [hello] = list(payload) as [HelloMessage | undefined];
    if (!isHello(hello)) throw new FrameError('it did not say who it is');
    if (!isSigned(hello.proof, key, 'process', this.#nonce)) throw new FrameError("it has not the tree's key");
    if (hello.version !== version)
      throw new FrameError(`it uses version ${hello.version} of multiprocessing-ts, and this tree ${version}`);
    clearTimeout(this.#helloTimer);
    this.#peer = new Peer(
      { id: hello.id, name: hello.name, pid: hello.pid, parentId: hello.parentId ?? null },
      this.#wire,
    );
    hub.joined(this.#peer);
    this.#peer.send(Op.welcome, HUB, 0, JSON.stringify([sign(key, 'hub', hello.nonce)]));
  }

  #closed(error: Error | null): void {
    clearTimeout(this.#helloTimer);
    const { hub, log } = this.#options;
    if (error instanceof FrameError || error instanceof HubError || error instanceof SyntaxError)
      log(`dropped the connection of ${describe(this.#peer)}: ${error.message}`);
    if (this.#peer !== null) hub.left(this.#peer);
  }
}

function list(payload: Buffer): readonly unknown[] {
  const value = JSON.parse(payload.toString()) as unknown;
  if (!Array.isArray(value)) throw new FrameError('a message that is no list');
  return value;
}

function isHello(value: unknown): value is HelloMessage {
  if (typeof value !== 'object' || value === null) return false;
  const { id, name, pid, proof, nonce } = value as Record<string, unknown>;
  return typeof pid === 'number' && [id, name, proof, nonce].every((text) => typeof text === 'string');
}

function describe(peer: Peer | null): string {
  return peer === null ? 'an unknown process' : `${peer.hello.name} (pid ${peer.hello.pid})`;
}
