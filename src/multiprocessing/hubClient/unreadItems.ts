/** A program that ends with items in its queues that nobody has taken says so; in Python it would hang. */
import type { Worker } from 'node:worker_threads';
import type { HubThreadQuestion } from '../hub/hubThread.ts';
import type { Unread } from '../hub/hub.ts';
import { logsWarnings, warning } from '../logging.ts';

const ANSWERED_WITHIN_MS = 500;
/** More would be no help. */
const MOST_NAMED = 5;

/** To be called when nobody else puts or takes any more. Blocks, but only if there is somebody to read the warning. */
export function warnOfUnread(thread: Worker): void {
  if (!logsWarnings() || Number(process.exitCode ?? 0) !== 0) return; // who fails leaves things as they are
  const unread = askThread(thread);
  if (unread.length > 0) warning(unreadText(unread));
}

function askThread(thread: Worker): readonly Unread[] {
  const { MessageChannel, receiveMessageOnPort } = process.getBuiltinModule('node:worker_threads');
  const { port1, port2 } = new MessageChannel();
  const answered = new Int32Array(new SharedArrayBuffer(4));
  const question: HubThreadQuestion = { port: port2, answered };
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
  thread.postMessage(question, [port2]);
  Atomics.wait(answered, 0, 0, ANSWERED_WITHIN_MS);
  const answer: { readonly message: readonly Unread[] } | undefined = receiveMessageOnPort(port1);
  port1.close();
  return answer?.message ?? [];
}

function unreadText(unread: readonly Unread[]): string {
  const all = unread.reduce((sum, { count }) => sum + count, 0);
  const named = unread.slice(0, MOST_NAMED).map(({ name, count }) => `${count} in ${name}`);
  const others = unread.length > MOST_NAMED ? [`the others in ${unread.length - MOST_NAMED} more`] : [];
  return (
    `the program ends with ${all} ${all === 1 ? 'item' : 'items'} in its queues that nobody has taken: ` +
    `${[...named, ...others].join(', ')}. Take them, or call cancelJoinThread() where they may be lost`
  );
}
