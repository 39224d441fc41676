/** The processes of this machine: from /proc on Linux, else from what the system's own tools say. */
import { availableParallelism } from 'node:os';
import { describeProgram, type Program } from './describeProgram.ts';
import { readProc, readProcArguments, readProcTable } from './procTable.ts';
import type * as systemInformation from './systemInformation.ts';
import { systemInformationTable } from './systemInformationTable.ts';
import type { SystemProcess } from './systemProcess.ts';

/** A circle, which a pid that is used again could make, ends here. */
const MAX_ANCESTORS = 100;

/** All that run now. @throws Error when the system does not tell. */
export async function readProcessTable(): Promise<SystemProcess[]> {
  return process.platform === 'linux' ? readProcTable() : readSystemTable();
}

/** One of them; null when there is none, or the system does not tell. */
export async function readProcess(pid: number): Promise<SystemProcess | null> {
  if (process.platform === 'linux') return readProc(pid);
  const table = await readSystemTable().catch(() => []);
  return table.find((one) => one.pid === pid) ?? null;
}

/** What it is called and was started with, for people. */
export function readProgram({ pid, name, commandLine }: SystemProcess): Program {
  if (commandLine === null) return describeProgram(name, readProcArguments(pid));
  return { ...describeProgram(name, commandLine.split(' ')), name, commandLine };
}

/** The parent of a process, its parent, and so on; empty when the process is gone, or the system does not tell. */
export async function readAncestors(pid: number): Promise<SystemProcess[]> {
  if (process.platform === 'linux') return ancestorsOf(pid, readProc);
  const table = new Map((await readProcessTable().catch(() => [])).map((one) => [one.pid, one]));
  return ancestorsOf(pid, (of) => table.get(of) ?? null);
}

function ancestorsOf(pid: number, find: (pid: number) => SystemProcess | null): SystemProcess[] {
  const ancestors: SystemProcess[] = [];
  for (let up = find(pid); up !== null && ancestors.length < MAX_ANCESTORS; up = find(up.ppid)) ancestors.push(up);
  return ancestors.slice(1);
}

/** @throws Error when the system's tools cannot be run. */
async function readSystemTable(): Promise<SystemProcess[]> {
  const { processes } = require('./systemInformation.cjs') as typeof systemInformation;
  const { list } = await processes();
  if (list.length === 0) throw new Error('The system does not tell its processes');
  // What Windows tells is percent of the whole machine
  return systemInformationTable(list, process.platform === 'win32' ? availableParallelism() : 1);
}
