/**
 * A connection of two processes of the tree, without the hub: the one listens at an address of its own beside the hub's, for
 * one other, and both prove that they have the tree's key, as they do to the hub.
 */
import type { Server } from 'node:net';
import { FrameError, Op, type Frame } from '../hubWire/frames.ts';
import { isSigned, newNonce, sign } from '../hubWire/handshake.ts';
import { connectTo, incomingServer, type Incoming } from '../hubWire/incoming.ts';
import { Wire } from '../hubWire/wire.ts';
import { randomBytes } from '../hubWire/randomBytes.ts';
import { hubPlace } from './hubPlace.ts';

export interface DirectWireEvents {
  /** The other process has proved itself. */
  opened(wire: Wire): void;
  /** What it sends then. */
  received(frame: Frame): void;
  /** Nothing comes any more, or nothing has come to be. */
  closed(): void;
}

export interface Opening {
  /** Gives it up, unless it has opened. */
  cancel(): void;
}

/** Whoever has connected and not said who it is by then, is let go. */
const HELLO_WITHIN_MS = 10_000;

/** @param listening Told the address, which one other process is to be told. */
export function listenForWire(events: DirectWireEvents, listening: (address: string) => void): Opening {
  const address = `${hubPlace().address}-${randomBytes(6).toString('hex')}`;
  const server = incomingServer((incoming) => greet(incoming, server, events));
  server.once('error', () => events.closed());
  server.listen(address, () => listening(address)).unref();
  return { cancel: () => server.close() };
}

export function connectWire(address: string, events: DirectWireEvents): Opening {
  const incoming = connectTo(address, () => {});
  incoming.socket.unref();
  let isOpen = false;
  const nonce = newNonce();
  const wire = new Wire(incoming, {
    takesLarge: () => isOpen,
    received(frame) {
      if (isOpen) events.received(frame);
      else if (frame.op === Op.challenge) answer(wire, frame, nonce);
      else {
        if (frame.op !== Op.welcome || !isSigned(listIn(frame)[0], key(), 'listener', nonce)) throw stranger();
        isOpen = true;
        events.opened(wire);
      }
    },
    closed: () => events.closed(),
  });
  return { cancel: () => wire.destroy() };
}

function answer(wire: Wire, challenge: Frame, nonce: string): void {
  wire.send(Op.hello, 0, 0, JSON.stringify([sign(key(), 'caller', String(listIn(challenge)[0])), nonce]));
  wire.flush();
}

/** The first that proves itself is the one. */
function greet(incoming: Incoming, server: Server, events: DirectWireEvents): void {
  incoming.socket.unref();
  let isOpen = false;
  const nonce = newNonce();
  const wire = new Wire(incoming, {
    takesLarge: () => isOpen,
    received(frame) {
      if (isOpen) return events.received(frame);
      const [proof, theirs] = listIn(frame);
      if (frame.op !== Op.hello || !server.listening || !isSigned(proof, key(), 'caller', nonce)) throw stranger();
      isOpen = true;
      clearTimeout(late);
      server.close();
      wire.send(Op.welcome, 0, 0, JSON.stringify([sign(key(), 'listener', String(theirs))]));
      wire.flush();
      events.opened(wire);
    },
    closed() {
      clearTimeout(late);
      if (isOpen) events.closed();
    },
  });
  const late = setTimeout(() => wire.destroy(), HELLO_WITHIN_MS).unref();
  wire.send(Op.challenge, 0, 0, JSON.stringify([nonce]));
  wire.flush();
}

const key = (): Buffer => Buffer.from(hubPlace().key, 'base64');

function listIn({ payload }: Frame): readonly unknown[] {
  const value = JSON.parse(payload.toString()) as unknown;
  if (!Array.isArray(value)) throw stranger();
  return value as readonly unknown[];
}

const stranger = (): FrameError => new FrameError('it has not shown that it is of this tree');
