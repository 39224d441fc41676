import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { signalProcess } from './processGroup.ts';

/** Clocks differ: a start is announced a moment after it, and the system counts in ticks since its own start. */
const TOLERANCE_MS = 3000;

/**
 * Whether the process `pid` is still the one that started then, and not a later one with the same number.
 * Where the system does not tell when a process started, the answer is no.
 * @param startedAt Milliseconds since the epoch.
 */
export async function isSameProcess(pid: number, startedAt: number): Promise<boolean> {
  if (!signalProcess(pid, 0)) return false;
  const start = await startOf(pid).catch(() => null);
  return start !== null && Math.abs(start - startedAt) < TOLERANCE_MS;
}

async function startOf(pid: number): Promise<number | null> {
  if (process.platform === 'win32') return null;
  return process.platform === 'linux' ? startFromProc(pid) : startFromPs(pid);
}

/** The ticks per second that Linux uses towards programs, on every architecture that Node supports. */
const TICKS = 100;

async function startFromProc(pid: number): Promise<number | null> {
  const [stat, system] = await Promise.all([readFile(`/proc/${pid}/stat`, 'utf8'), readFile('/proc/stat', 'utf8')]);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' '); // the name before it may hold anything
  const [state, ticks] = [fields[0], Number(fields[19])];
  const boot = Number(/^btime (\d+)$/m.exec(system)?.[1]);
  if (state === 'Z' || Number.isNaN(ticks + boot)) return null; // ended, only not collected yet
  return (boot + ticks / TICKS) * 1000;
}

async function startFromPs(pid: number): Promise<number | null> {
  const options = { env: { ...process.env, LC_ALL: 'C' } };
  const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)], options);
  const start = Date.parse(stdout.trim());
  return Number.isNaN(start) ? null : start;
}
