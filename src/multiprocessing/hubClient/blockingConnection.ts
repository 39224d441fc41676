/**
 * A connection with the hub that is made without the event loop: a process that ends before it has come to connect still
 * delivers what it has put.
 */
import { readSync } from 'node:fs';
import type { Socket } from 'node:net';
import { descriptorOf } from '../../base/descriptorOf.ts';
import { sleepSync } from '../../base/sleepSync.ts';
import { FrameReader, Op, type Frame } from '../hubWire/frames.ts';
import { connectTo } from '../hubWire/incoming.ts';
import { Wire } from '../hubWire/wire.ts';
import { helloTo } from './hubConnection.ts';
import { hubPlace } from './hubPlace.ts';
import { startHub } from './hubStart.ts';
import { sharedClock } from '../hubWire/sharedClock.ts';

/** The hub is being started, or is busy. */
const RETRY_MS = 0.5;
const GIVE_UP_MS = 5_000;
const CHUNK_BYTES = 4 * 1024;

/** Blocks until the hub is there. @returns null when it does not come, or where sockets cannot be read in this way (Windows). */
export function connectNow(): Wire | null {
  if (process.platform === 'win32') return null;
  startHub().catch(() => {}); // then nobody listens
  const deadline = sharedClock() + GIVE_UP_MS;
  for (; sharedClock() < deadline; sleepSync(RETRY_MS)) {
    const incoming = connectTo(hubPlace().address, () => {});
    incoming.socket.on('error', () => {});
    const challenge = readFrame(incoming.socket, deadline);
    if (challenge?.op === Op.challenge) {
      const wire = new Wire(incoming, { received() {}, closed() {} });
      wire.send(Op.hello, 0, 0, helloTo(challenge));
      return wire;
    }
    incoming.socket.destroy();
  }
  return null;
}

/** @returns null when nobody is at the other end. */
function readFrame(socket: Socket, deadline: number): Frame | null {
  const fd = descriptorOf(socket);
  const chunk = Buffer.alloc(CHUNK_BYTES);
  const frames: Frame[] = [];
  const reader = new FrameReader((frame) => frames.push(frame));
  while (frames.length === 0 && sharedClock() < deadline) {
    const bytes = readSome(fd, chunk);
    if (bytes === 0) return null;
    if (bytes === null) sleepSync(RETRY_MS);
    else reader.read(chunk.subarray(0, bytes));
  }
  return frames[0] ?? null;
}

/** @returns 0 when nothing comes any more, null when nothing has come yet. */
function readSome(fd: number, chunk: Buffer): number | null {
  try {
    return readSync(fd, chunk);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EAGAIN' ? null : 0;
  }
}
