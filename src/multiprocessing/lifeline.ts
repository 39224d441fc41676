/** The child's end of the socket to its parent: its closing tells of the parent's death. */
import { writeSync } from 'node:fs';
import type { Socket } from 'node:net';
import { LIFELINE_FD } from './childPopen.ts';
import type { ErrorSummary } from './events.ts';

/** The parent's death is noticed at once; those who wait for it get this long before the process is ended. */
const GRACE_MS = 200;
/** For a process that handles SIGTERM and does not end. */
const KILL_MS = 700;

/** Loading node:net takes longer than many a process lives. */
const WATCH_AFTER_MS = 100;

let socket: Socket | undefined;
let holds = 0;
let whenClosed = (): void => {};

/**
 * Watches the lifeline, soon, so that the start is not delayed.
 * @param onEnd Called when the parent has ended.
 */
export function watchLifeline(onEnd: () => void): void {
  whenClosed = onEnd;
  setTimeout(() => {
    if (holds === 0) connected().unref();
  }, WATCH_AFTER_MS).unref();
}

/** Keeps the event loop alive while the parent's end is waited for. */
export function holdLifeline(keepAlive: boolean): void {
  holds += keepAlive ? 1 : -1;
  if (holds > 0) connected().ref();
  else connected().unref();
}

function connected(): Socket {
  if (socket === undefined) {
    const { Socket } = process.getBuiltinModule('node:net');
    socket = new Socket({ fd: LIFELINE_FD, readable: true, writable: true });
    socket.on('error', () => {}).on('close', () => whenClosed());
    socket.resume();
  }
  return socket;
}

/** Ends this process, and so, by their lifelines, those it has started. */
export function endOrphan(): void {
  setTimeout(() => process.kill(process.pid, 'SIGTERM'), GRACE_MS).unref();
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), KILL_MS).unref();
}

/** Tells the parent why this process ends; at once, since no event comes any more. */
export function sendLastWords(error: ErrorSummary): void {
  try {
    writeSync(LIFELINE_FD, `${JSON.stringify(error)}\n`);
  } catch {
    // The parent is gone, or does not read: standard error has it too.
  }
}
