/**
 * What js-debug's sessions are: a launcher or attacher at the root, below it the processes, below these their threads.
 * Those of debugpy are processes all, the root too.
 */
import type { DebugSession } from 'vscode';

export const PYTHON_DEBUGGER = 'debugpy';

/** The types of those whose processes are seen: js-debug's for Node, and for a command in a terminal; debugpy. */
export const DEBUGGERS = ['pwa-node', 'node-terminal', PYTHON_DEBUGGER];

/** Whether a session debugs a process or a thread; js-debug's one at the root only starts or finds it. */
export function isDebuggee({ type, configuration }: DebugSession): boolean {
  return type === PYTHON_DEBUGGER || configuration['__pendingTargetId'] !== undefined;
}

export function isWorker({ name }: DebugSession): boolean {
  return /^\[worker \d+\]/.test(name);
}

/** Whether it came to a process that was running; it can go again. */
export function isAttached(session: DebugSession): boolean {
  return rootSession(session).configuration.request === 'attach';
}

export function rootSession(session: DebugSession): DebugSession {
  return session.parentSession ? rootSession(session.parentSession) : session;
}

/** Whether the session with that id is above it. */
export function isBelow(session: DebugSession, id: string): boolean {
  const { parentSession: parent } = session;
  return parent !== undefined && (parent.id === id || isBelow(parent, id));
}

/**
 * js-debug does not say it, but in the name: `work.ts [48220]`; debugpy says it by an event. null when it cannot be known
 * yet.
 */
export async function debuggeePid(session: DebugSession): Promise<number | null> {
  if (session.type === PYTHON_DEBUGGER) return null;
  if (isWorker(session)) return session.parentSession ? debuggeePid(session.parentSession) : null;
  const named = Number(/ \[(\d+)\](?= «|$)/.exec(session.name)?.[1] ?? 0);
  if (named > 0) return named; // 0 stands for what it has attached to
  try {
    const { result } = (await session.customRequest('evaluate', { expression: 'process.pid', context: 'repl' })) as {
      result?: unknown;
    };
    const pid = Number(result);
    return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null; // it is about to begin, or at its end
  }
}
