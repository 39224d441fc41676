import type { SystemProcess } from './systemProcess.ts';

/** A look at the table, for the next one to be compared with. */
export interface Sample {
  /** Milliseconds on a clock that only goes forward. */
  readonly at: number;
  readonly processes: ReadonlyMap<number, SystemProcess>;
}

/** Clocks are set, and starts are told to a second: further apart, it is another process of the same number. */
const SAME_START_MS = 3000;

export function isSameStart(a: number, b: number): boolean {
  return Math.abs(a - b) < SAME_START_MS;
}

export function sampleOf(processes: readonly SystemProcess[], at: number): Sample {
  return { at, processes: new Map(processes.map((one) => [one.pid, one])) };
}

/** How much of one core a process has used since the sample `before`, in percent; null when it is not known yet. */
export function cpuUsage(process: SystemProcess, at: number, before: Sample | null): number | null {
  if ('percent' in process.cpu) return process.cpu.percent;
  const was = before?.processes.get(process.pid);
  if (!before || !was || !('ms' in was.cpu) || at <= before.at) return null;
  if (!isSameStart(was.startedAt, process.startedAt)) return null;
  return (Math.max(0, process.cpu.ms - was.cpu.ms) * 100) / (at - before.at);
}
