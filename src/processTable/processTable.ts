/** The processes of this machine: from /proc on Linux, else from what the system's own tools say. */
import { availableParallelism } from 'node:os';
import { readProc, readProcArguments, readProcTable } from './procTable.ts';
import type * as systemInformation from './systemInformation.ts';
import { systemInformationTable } from './systemInformationTable.ts';
import type { SystemProcess } from './systemProcess.ts';

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

/** What it was started with, for people; its name when that is not known. */
export function readCommandLine({ pid, name, commandLine }: SystemProcess): string {
  return commandLine ?? (readProcArguments(pid).join(' ') || name);
}

/** @throws Error when the system's tools cannot be run. */
async function readSystemTable(): Promise<SystemProcess[]> {
  const { processes } = require('./systemInformation.cjs') as typeof systemInformation;
  const { list } = await processes();
  if (list.length === 0) throw new Error('The system does not tell its processes');
  // What Windows tells is percent of the whole machine
  return systemInformationTable(list, process.platform === 'win32' ? availableParallelism() : 1);
}
