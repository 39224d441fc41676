/** This process's end of the pipe to the one that started it: its closing tells of that one's death. */
import { writeSync } from 'node:fs';
import type { Socket } from 'node:net';
import type { ErrorSummary } from './events.ts';

/** What a child says of the error that ends it. */
export interface LastWords extends Required<ErrorSummary> {
  /** The error itself, as `dumps` wrote it; null where it cannot travel. */
  readonly error: string | null;
}

/** The descriptor of the lifeline in the child. */
export const LIFELINE_FD = 3;

/** The parent's death is noticed at once; those who wait for it get this long before the process is ended. */
const GRACE_MS = 200;
/** For a process that handles SIGTERM and does not end. */
const KILL_MS = 700;

/** Loading node:net takes longer than many a process lives. */
const WATCH_AFTER_MS = 100;

let descriptor: number | undefined;
let socket: Socket | undefined;
let holds = 0;
let whenClosed = (): void => {};

/**
 * Watches the lifeline, soon, so that the start is not delayed.
 * @param fd Its descriptor; one that is no pipe is left alone.
 * @param onEnd Called when the parent has ended.
 */
export function watchLifeline(fd: number, onEnd: () => void): void {
  descriptor = fd;
  whenClosed = onEnd;
  // A timer, not an immediate: an idle event loop does not come to an immediate that does not hold it.
  setTimeout(() => {
    if (holds === 0) connected()?.unref();
  }, WATCH_AFTER_MS).unref();
}

/** Keeps the event loop alive while the parent's end is waited for. */
export function holdLifeline(keepAlive: boolean): void {
  holds += keepAlive ? 1 : -1;
  if (holds > 0) connected()?.ref();
  else connected()?.unref();
}

function connected(): Socket | undefined {
  if (socket !== undefined || descriptor === undefined) return socket;
  const { Socket } = process.getBuiltinModule('node:net');
  try {
    socket = new Socket({ fd: descriptor, readable: true, writable: true });
  } catch {
    return undefined; // whoever named it is not who started this process
  }
  socket.on('error', () => {}).on('close', () => whenClosed());
  socket.resume();
  return socket;
}

/** Ends this process, and so, by their lifelines, those it has started. */
export function endOrphan(): void {
  setTimeout(() => process.kill(process.pid, 'SIGTERM'), GRACE_MS).unref();
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), KILL_MS).unref();
}

/** Tells the parent why this process ends; at once, since no event comes any more. */
export function sendLastWords(words: LastWords): void {
  say(words);
}

let asked = false;

/** Asks the parent for the hub, which is the root's. */
export function askForHub(): void {
  if (!asked) say(HUB_WANTED);
  asked = true;
}

/** What a child says that needs the hub. */
export const HUB_WANTED = { hub: 'wanted' } as const;

function say(message: object): void {
  if (descriptor === undefined) return;
  try {
    writeSync(descriptor, `${JSON.stringify(message)}\n`);
  } catch {
    // The parent is gone, or does not read: standard error has it too.
  }
}
