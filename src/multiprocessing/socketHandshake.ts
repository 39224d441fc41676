/**
 * How the two sides of a socket make sure that the other has the same authkey: each signs the nonces of both, by which
 * the key is not told, and what was heard once cannot be said again. The listener speaks first.
 */
import { deferred } from '../base/deferred.ts';
import { AuthenticationError } from './errors.ts';
import type { SocketChannel } from './socketChannel.ts';
import type { ControlContent } from './socketMessages.ts';

/** A client that has not answered by then is let go. */
const ANSWERS_WITHIN_MS = 10_000;
/** A listener may be busy. */
const SPEAKS_WITHIN_MS = 60_000;
const NONCE_BYTES = 32;

type Key = Uint8Array | null;

/** @throws TypeError for what is no key. */
export function checkKey(key: unknown): asserts key is Key {
  if (key !== null && !(key instanceof Uint8Array))
    throw new TypeError('authkey should be a byte string (a Uint8Array)');
}

/**
 * The listener's side. @returns Whether the client has said anything in time.
 * @throws AuthenticationError when it has not shown that it has the key.
 */
export async function checkClient(channel: SocketChannel, key: Key): Promise<boolean> {
  const challenge = key === null ? null : newNonce();
  channel.sendControl({ challenge });
  if (key === null || challenge === null) return true;
  const answer = await nextControl(channel, ANSWERS_WITHIN_MS);
  if (answer === null) return false;
  const nonce = String(answer.nonce);
  if (isEqual(answer.proof, proofOf('client', key, challenge, nonce))) {
    channel.sendControl({ proof: proofOf('listener', key, challenge, nonce) });
    return true;
  }
  channel.sendControl({ rejected: true });
  throw new AuthenticationError('digest received was wrong');
}

/**
 * The client's side.
 * @throws AuthenticationError when the listener has another key, or none; EOFError when it goes meanwhile.
 */
export async function answerListener(channel: SocketChannel, key: Key): Promise<void> {
  if (key === null) {
    noteChallenge(channel);
    return;
  }
  const greeting = await nextControl(channel, SPEAKS_WITHIN_MS);
  if (greeting === null) throw silence(channel);
  if (typeof greeting.challenge !== 'string')
    throw new AuthenticationError('challenge expected: the listener has no authkey');
  const nonce = newNonce();
  channel.sendControl({ nonce, proof: proofOf('client', key, greeting.challenge, nonce) });
  const answer = await nextControl(channel, SPEAKS_WITHIN_MS);
  if (answer === null) throw silence(channel);
  if (answer.rejected === true) throw new AuthenticationError('digest sent was rejected');
  if (!isEqual(answer.proof, proofOf('listener', key, greeting.challenge, nonce)))
    throw new AuthenticationError('digest received was wrong');
}

/** Without a key, a client does not wait for the listener to speak; it learns later that it should have one. */
function noteChallenge(channel: SocketChannel): void {
  channel.onGreeting = ({ challenge }) => {
    if (typeof challenge === 'string')
      channel.fail(new AuthenticationError('the listener wants an authkey: give it to Client()'));
  };
}

/** @returns Empty when what came was something else, null when nothing came in time. */
async function nextControl(channel: SocketChannel, withinMs: number): Promise<ControlContent | null> {
  const next = deferred<ControlContent | null>();
  const late = setTimeout(() => next.resolve(null), withinMs).unref();
  channel.expectControl((content) => next.resolve(content));
  const content = await next.promise;
  clearTimeout(late);
  return content;
}

const silence = (channel: SocketChannel): Error =>
  channel.end ?? new AuthenticationError('the listener has not said anything');

function proofOf(role: 'client' | 'listener', key: Uint8Array, challenge: string, nonce: string): string {
  return crypto().createHmac('sha256', key).update(`${role}:${challenge}:${nonce}`).digest('hex');
}

/** In constant time. */
function isEqual(given: unknown, expected: string): boolean {
  const [a, b] = [Buffer.from(String(given)), Buffer.from(expected)];
  return a.length === b.length && crypto().timingSafeEqual(a, b);
}

const newNonce = (): string => crypto().randomBytes(NONCE_BYTES).toString('hex');

/** Loaded late: most programs do without. */
const crypto = () => process.getBuiltinModule('node:crypto');
