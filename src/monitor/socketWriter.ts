import { writeSync } from 'node:fs';
import type { Socket } from 'node:net';
import { descriptorOf } from '../base/descriptorOf.ts';

/** With these the socket can be written to later. */
const NOT_NOW = new Set(['EAGAIN', 'EWOULDBLOCK', 'ENOTCONN', 'EINTR']);
/** A write that is under way keeps the program alive, so it is not waited for longer. */
const PATIENCE_MS = 1000;

/** Writes what can be written without waiting. @returns How many bytes that was. @throws When the connection is broken. */
export type Writer = (bytes: Uint8Array) => number;

/**
 * Writes past the stream, straight to the descriptor: a write that the stream has taken keeps the program alive until
 * it is done, which with a slow server is never; and in an 'exit' handler only what is written at once is written.
 */
export function socketWriter(socket: Socket): Writer {
  return process.platform === 'win32' ? pipeWriter(socket) : descriptorWriter(socket);
}

/** Not on Windows. */
export function descriptorWriter(socket: Socket): Writer {
  return (bytes) => {
    const fd = descriptorOf(socket);
    if (fd < 0) return 0;
    try {
      return writeSync(fd, bytes);
    } catch (error) {
      if (error instanceof Error && 'code' in error && NOT_NOW.has(String(error.code))) return 0;
      throw error;
    }
  };
}

/** Named pipes have no descriptor: one write at a time. */
function pipeWriter(socket: Socket): Writer {
  let writing = false;
  return (bytes) => {
    if (writing || socket.connecting) return 0;
    writing = true;
    const timer = setTimeout(() => socket.destroy(), PATIENCE_MS).unref();
    socket.write(bytes, () => {
      writing = false;
      clearTimeout(timer);
    });
    return bytes.length;
  };
}
