/**
 * Ctrl-C while children run: the daemons are terminated, the others waited for, then the signal does its work.
 * A program that handles SIGINT itself decides itself. SIGTERM is left alone, so that a busy loop can be terminated.
 */
import { liveChildren } from './children.ts';
import { shutDown } from './exit.ts';

let handling = false;
let interrupted = false;

/** From the start of a child until none is left. */
export function handleInterrupts(): void {
  if (handling) return;
  handling = true;
  process.on('SIGINT', onInterrupt);
  // Later, since the child that is being started is not yet in the list
  queueMicrotask(() => void untilNoChildIsLeft());
}

async function untilNoChildIsLeft(): Promise<void> {
  while (liveChildren().length > 0) await liveChildren()[0]?.ended;
  if (!interrupted) restoreDefault();
}

function onInterrupt(): void {
  if (process.listenerCount('SIGINT') > 1) return;
  if (interrupted) die(); // pressed again: the user does not want to wait
  interrupted = true;
  void shutDown().then(die);
}

function restoreDefault(): void {
  handling = false;
  process.off('SIGINT', onInterrupt);
}

function die(): void {
  restoreDefault();
  process.kill(process.pid, 'SIGINT');
}
