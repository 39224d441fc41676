import { setTimeout as pause } from 'node:timers/promises';
import { l10n } from '../../base/l10n.ts';

/** Where a process listens that was told to by a signal; Node takes no other, unless the process was started with one. */
const PORT = 9229;
const LISTENS_MS = 5000;
const LOOK_MS = 50;

/**
 * Opens a process to a debugger from outside: Node has a thread for that, so it works in the midst of a computation.
 * @param why The process did not do it itself.
 * @returns The URL of its WebSocket.
 * @throws Error when something else listens already, or the process does not within 5 s.
 */
export async function openBySignal(pid: number, why: unknown): Promise<string> {
  if ((await inspectorUrl()) !== null) {
    throw new Error(l10n.t('it is busy, and the port {0} is taken by another debugged process', PORT), { cause: why });
  }
  // What `node inspect -p` does: SIGUSR1 and, on Windows, what stands for it.
  (process as unknown as { _debugProcess(pid: number): void })._debugProcess(pid);
  for (const end = Date.now() + LISTENS_MS; Date.now() < end; await pause(LOOK_MS)) {
    const url = await inspectorUrl();
    if (url !== null) return url;
  }
  throw new Error(l10n.t('it is busy, and does not open itself to a debugger'), { cause: why });
}

/** null when nobody listens. */
async function inspectorUrl(): Promise<string | null> {
  try {
    const response = await fetch(`http://127.0.0.1:${PORT}/json/list`, { signal: AbortSignal.timeout(LISTENS_MS) });
    const [target] = (await response.json()) as { webSocketDebuggerUrl?: unknown }[];
    return typeof target?.webSocketDebuggerUrl === 'string' ? target.webSocketDebuggerUrl : null;
  } catch {
    return null;
  }
}
