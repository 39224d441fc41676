import type { DebugSession } from 'vscode';
import type { RowDebug } from '../../tree/processRow.ts';
import type { Pause } from './pause.ts';
import { isAttached, rootSession } from './sessionKind.ts';

/** A session that debugs a process, or a thread of one. */
export interface Debuggee {
  readonly session: DebugSession;
  /** The process's row; null while it is not known, and where it has none. */
  readonly row: string | null;
  readonly pid: number | null;
  readonly pause: Pause | null;
}

/** What a row says of them. @param debuggees Those of the row: its process's first. */
export function rowDebug(debuggees: readonly Debuggee[], current: boolean): RowDebug | null {
  const [main] = debuggees;
  if (!main) return null;
  const { session } = main;
  const pause = debuggees.find((debuggee) => debuggee.pause !== null)?.pause ?? null;
  const paused = pause && { reason: pause.reason, text: pause.text, location: pause.location };
  return { session: session.id, name: rootSession(session).name, attached: isAttached(session), current, paused };
}
