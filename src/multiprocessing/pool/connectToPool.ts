/** The two ends of the socket between a pool and a worker: it is inherited, as the lifeline is. */
import type { Socket } from 'node:net';
import { FrameReader, type Frame } from './frameReader.ts';

/** The descriptor of the socket in the worker, behind the lifeline's. */
export const POOL_FD = 4;

export interface PoolConnection {
  readonly socket: Socket;
  /** Reads what is there already, without waiting until the event loop comes to it. */
  readWaiting(): void;
}

/** In the worker. @param received Given each frame without its length. */
export function connectToPool(fd: number, received: (frame: Frame) => void): PoolConnection {
  // Not imported above: it takes long to load, and only workers need it here
  const { Socket } = process.getBuiltinModule('node:net');
  const socket = new Socket({ fd, readable: true, writable: true });
  const reader = readFrames(socket, received);
  return { socket, readWaiting: () => whereItCan(socket, (readable) => reader.readWaiting(readable)) };
}

/** A pool that is gone is heard of by the 'end', or by the lifeline. */
export function readFrames(socket: Socket, received: (frame: Frame) => void): FrameReader {
  const reader = new FrameReader(received);
  socket.on('data', (bytes) => {
    reader.read(bytes);
    whereItCan(socket, (fd) => reader.readMore(fd));
  });
  socket.on('error', () => {});
  return reader;
}

/** Reads without the stream: on Windows there is no descriptor for it. */
function whereItCan(socket: Socket, read: (fd: number) => void): void {
  const fd = (socket as { _handle?: { fd?: number } | null })._handle?.fd ?? -1;
  if (fd >= 0) read(fd);
}
