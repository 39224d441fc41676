/** What a line of /proc/PID/stat says, in the system's units. */
export interface ProcStat {
  readonly pid: number;
  readonly ppid: number;
  readonly name: string;
  /** Of processor time, and of its start since the system's. */
  readonly cpuTicks: number;
  readonly startTicks: number;
  readonly pages: number;
}

/** Fields after the name, which may hold anything; man 5 proc counts them from 3. */
const [STATE, PPID, UTIME, STIME, STARTTIME, RSS] = [0, 1, 11, 12, 19, 21] as const;

/** null for what is no such line, and for a process that has ended and is only not collected yet. */
export function parseProcStat(line: string): ProcStat | null {
  const open = line.indexOf('(');
  const close = line.lastIndexOf(')');
  if (open === -1 || close < open) return null;
  const fields = line.slice(close + 2).split(' ', RSS + 1);
  if (fields[STATE] === 'Z' || fields[STATE] === 'X') return null;
  const number = (index: number) => Number(fields[index] ?? Number.NaN);
  const stat = {
    pid: Number.parseInt(line, 10),
    ppid: number(PPID),
    cpuTicks: number(UTIME) + number(STIME),
    startTicks: number(STARTTIME),
    pages: number(RSS),
  };
  return Object.values(stat).some(Number.isNaN) ? null : { ...stat, name: line.slice(open + 1, close) };
}
