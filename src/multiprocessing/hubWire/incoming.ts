/**
 * Sockets that read into one buffer, over and over: all of a thread's connections share it, since each chunk is dealt
 * with before the next is read. A buffer for each chunk would be most of what a busy hub leaves for the garbage collector.
 */
import { readSync } from 'node:fs';
import type { Server, Socket, SocketConstructorOpts } from 'node:net';
import { descriptorOf } from '../../base/descriptorOf.ts';

export interface Incoming {
  readonly socket: Socket;
  /** Called with what has come. The memory is used again when it returns. */
  onChunk(chunk: Buffer): void;
}

/** More than twice the longest frame, so that `owned` can tell a part of this from memory of its own. */
const SHARED_BYTES = 512 * 1024;

let shared: Buffer | undefined;

/** A copy of bytes that are to be kept, unless the memory is theirs anyway. */
export function owned(bytes: Buffer): Buffer {
  return bytes.length * 2 < bytes.buffer.byteLength ? Buffer.from(bytes) : bytes;
}

export function connectTo(address: string, connected: () => void): Incoming {
  const { connect } = process.getBuiltinModule('node:net');
  return incoming((onread) => connect({ path: address, onread }, connected));
}

/** A server whose sockets read in this way. */
export function incomingServer(accepted: (incoming: Incoming) => void): Server {
  const { createServer, Socket } = process.getBuiltinModule('node:net');
  return createServer({ pauseOnConnect: true }, (socket) => {
    // A server makes its sockets itself, and cannot be told how they read: another takes the connection over
    const { _handle: handle } = socket as unknown as { _handle: unknown };
    accepted(
      incoming((onread) => new Socket({ handle, onread, readable: true, writable: true } as SocketConstructorOpts)),
    );
  });
}

/** Read at a time, without the event loop. */
const READ_BYTES = 64 * 1024;

/** Reads what has come by now, without the event loop; not on Windows, where one cannot. */
export function readNow(incoming: Incoming): void {
  while (!incoming.socket.destroyed) {
    const fd = descriptorOf(incoming.socket);
    const chunk = Buffer.allocUnsafeSlow(READ_BYTES);
    const bytes = fd < 0 ? 0 : readSome(fd, chunk);
    if (bytes === 0) return;
    incoming.onChunk(chunk.subarray(0, bytes));
  }
}

/** @returns 0 when nothing has come, or nothing comes any more. */
function readSome(fd: number, chunk: Buffer): number {
  try {
    return readSync(fd, chunk);
  } catch {
    return 0;
  }
}

function incoming(open: (onread: NonNullable<SocketConstructorOpts['onread']>) => Socket): Incoming {
  shared ??= Buffer.allocUnsafeSlow(SHARED_BYTES);
  const callback = (length: number, buffer: Uint8Array): boolean => {
    made.onChunk((buffer as Buffer).subarray(0, length));
    return true;
  };
  const made: Incoming = { socket: open({ buffer: shared, callback }), onChunk() {} };
  made.socket.resume();
  return made;
}
