/** Connects this process with the hub, and makes sure on both sides that it is the tree's. */
import { version } from '../../../package.json';
import { AuthenticationError, OSError } from '../errors.ts';
import { processIdentity } from '../identity.ts';
import { Op, type Frame } from '../hubWire/frames.ts';
import { isSigned, newNonce, sign, type HelloMessage } from '../hubWire/handshake.ts';
import { hubPlace } from './hubPlace.ts';
import { connectTo, type Incoming } from '../hubWire/incoming.ts';
import { startHub } from './hubStart.ts';
import { Wire } from '../hubWire/wire.ts';

/** How soon it is tried again while the hub does not listen yet. */
const FIRST_RETRY_MS = 1;
const LAST_RETRY_MS = 20;

export interface HubConnectionEvents {
  /** This process may send. */
  ready(wire: Wire): void;
  received(frame: Frame): void;
  closed(error: Error): void;
}

export async function connectToHub(events: HubConnectionEvents): Promise<void> {
  try {
    await startHub();
    const incoming = await connected(hubPlace().address);
    incoming.socket.unref();
    speak(incoming, events);
  } catch (error) {
    events.closed(error as Error);
  }
}

/** Tries until the hub is there: it starts when the first process needs it. */
async function connected(address: string): Promise<Incoming> {
  for (let delay = FIRST_RETRY_MS; ; delay = Math.min(delay * 2, LAST_RETRY_MS)) {
    const result = await new Promise<Incoming | NodeJS.ErrnoException>((resolve) => {
      const incoming = connectTo(address, () => {
        incoming.socket.off('error', resolve);
        resolve(incoming);
      });
      incoming.socket.once('error', resolve);
    });
    if (!(result instanceof Error)) return result;
    if (result.code !== 'ENOENT' && result.code !== 'ECONNREFUSED') throw unreachable(result);
    await new Promise((resolve) => setTimeout(resolve, delay));
  }
}

function speak(incoming: Incoming, events: HubConnectionEvents): void {
  const nonce = newNonce();
  const key = Buffer.from(hubPlace().key, 'base64');
  const wire = new Wire(incoming, {
    received(frame) {
      if (frame.op === Op.challenge) {
        wire.send(Op.hello, 0, 0, helloTo(frame, nonce));
        events.ready(wire);
        wire.flush();
      } else if (frame.op === Op.welcome) {
        const [proof] = JSON.parse(frame.payload.toString()) as [unknown];
        if (!isSigned(proof, key, 'hub', nonce)) wire.destroy(notTheHub());
      } else events.received(frame);
    },
    closed: (error) => events.closed(error instanceof AuthenticationError ? error : gone(error)),
  });
}

/** What this process says to the hub's challenge. @param nonce For the hub to sign. */
export function helloTo({ payload }: Frame, nonce = newNonce()): string {
  const [challenge] = JSON.parse(payload.toString()) as [string];
  const { id, name, parentId } = processIdentity();
  const proof = sign(Buffer.from(hubPlace().key, 'base64'), 'process', challenge);
  const hello: HelloMessage = { id, name, parentId, pid: process.pid, version, proof, nonce };
  return JSON.stringify([hello]);
}

function notTheHub(): AuthenticationError {
  return new AuthenticationError(`what listens at ${hubPlace().address} is not the hub of this program`);
}

function unreachable(cause: NodeJS.ErrnoException): OSError {
  const error = new OSError(`cannot reach the hub, through which queues and locks are shared: ${cause.message}`, {
    cause,
  });
  return Object.assign(error, { code: cause.code });
}

function gone(cause: Error | null): OSError {
  return new OSError(
    'the hub, through which queues and locks are shared, has ended: the main process is gone, or is ending',
    { cause },
  );
}
