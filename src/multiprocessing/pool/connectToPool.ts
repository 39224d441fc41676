/** The two ends of the socket between a pool and a worker: it is inherited, as the lifeline is. */
import type { Socket } from 'node:net';
import { FrameReader, type Frame } from './frameReader.ts';

/** The descriptor of the socket in the worker, behind the lifeline's. */
export const POOL_FD = 4;

/** In the worker. @param received Given each frame without its length. */
export function connectToPool(fd: number, received: (frame: Frame) => void): Socket {
  // Not imported above: it takes long to load, and only workers need it here
  const { Socket } = process.getBuiltinModule('node:net');
  const socket = new Socket({ fd, readable: true, writable: true });
  return readFrames(socket, received);
}

/** A pool that is gone is heard of by the 'end', or by the lifeline. */
export function readFrames(socket: Socket, received: (frame: Frame) => void): Socket {
  const reader = new FrameReader(received);
  const fd = (socket as { _handle?: { fd?: number } | null })._handle?.fd ?? -1; // none on Windows
  socket.on('data', (bytes) => {
    reader.read(bytes);
    if (fd >= 0 && !socket.destroyed) reader.readMore(fd);
  });
  socket.on('error', () => {});
  return socket;
}
