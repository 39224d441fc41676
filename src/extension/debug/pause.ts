import type { DebugSession } from 'vscode';
import type { RowLocation, RowPause } from '../../tree/processRow.ts';
import { userFrame } from './dapEvent.ts';

/** The debugger has stopped a thread. */
export interface Pause extends RowPause {
  readonly threadId: number;
}

/** Deep in Node's own code, the user's may be further down. */
const FRAMES = 20;

/** Where the user's code is paused; null when it is in none, or has gone on. */
export async function pauseLocation(session: DebugSession, threadId: number): Promise<RowLocation | null> {
  try {
    return userFrame(await session.customRequest('stackTrace', { threadId, startFrame: 0, levels: FRAMES }));
  } catch {
    return null;
  }
}

/** Lets a thread go on that is paused. */
export async function goOn({ session, pause }: { session: DebugSession; pause: Pause | null }): Promise<void> {
  if (pause) await session.customRequest('continue', { threadId: pause.threadId });
}
