import { setTimeout as pause } from 'node:timers/promises';
import type { Session } from '../session.ts';
import type { TerminalWatch } from '../terminalWatch.ts';

/** A launch waits no longer for the address that stays: where another window has it, it takes some seconds to know. */
const SOON_MS = 1000;

/**
 * What a program that is debugged must have in its environment to be seen: where later sessions of the window listen too,
 * for it may outlive this one (`killBehavior`: `none`); else where this one does.
 * @throws Error when nothing can be listened on.
 */
export async function debuggeeMonitor(watch: TerminalWatch, session: Session): Promise<string> {
  const lasting = await Promise.race([watch.listen(), pause(SOON_MS, null, { ref: false })]);
  return lasting ?? session.monitorAddress();
}
