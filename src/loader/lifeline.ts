import type * as net from 'node:net';

/** Ends a program whose launcher has died: a pipe that nobody ever writes to closes with it. */

const KILL_AFTER_MS = 500;

/** Watches the file descriptor without keeping the process alive. */
export function watchLifeline(fd: number): void {
  // After the program has started: node:net takes a while to load.
  setImmediate(() => {
    const { Socket } = require('node:net') as typeof net;
    let socket: net.Socket;
    try {
      socket = new Socket({ fd, readable: true, writable: false });
    } catch {
      return; // not a pipe: who set it is not who launched this process
    }
    socket.on('error', () => undefined); // 'close' follows
    socket.on('close', endProcess);
    socket.resume();
    socket.unref();
  }).unref();
}

function endProcess(): void {
  process.kill(process.pid, 'SIGTERM');
  // It may have a handler for that; what it has not done by then it will not do.
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), KILL_AFTER_MS).unref();
}
