import { isSameStart } from '../processTable/cpuUsage.ts';
import { readProcess } from '../processTable/processTable.ts';
import { signalProcess } from './processGroup.ts';

/**
 * Whether the process `pid` is still the one that started then, and not a later one with the same number.
 * Where the system does not tell when a process started, the answer is no.
 * @param startedAt Milliseconds since the epoch.
 */
export async function isSameProcess(pid: number, startedAt: number): Promise<boolean> {
  if (!signalProcess(pid, 0)) return false;
  const found = await readProcess(pid).catch(() => null);
  return found !== null && isSameStart(found.startedAt, startedAt);
}
