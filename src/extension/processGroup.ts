import { execFile } from 'node:child_process';

/**
 * Sends a signal to a process and all that belong to its group (on Windows: ends it and its descendants, whatever the
 * signal). Nothing happens when there is nobody left.
 */
export function signalGroup(leader: number, signal: NodeJS.Signals): void {
  if (process.platform === 'win32') {
    execFile('taskkill', ['/pid', String(leader), '/T', '/F'], { windowsHide: true }, () => {}); // it has ended
    return;
  }
  signalProcess(-leader, signal);
}

/** @returns Whether there was such a process. */
export function signalProcess(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
