import type { SystemProcess } from './systemProcess.ts';

/** What is used of an entry of systeminformation's list; the package says what the system's tools print. */
export interface ListedProcess {
  readonly pid: number;
  readonly parentPid: number;
  readonly name: string;
  readonly cpu: number;
  /** In KiB. */
  readonly memRss: number;
  /** Local time, `2026-11-26 17:08:39`. */
  readonly started: string;
  readonly state: string;
  readonly command: string;
  readonly params: string;
  readonly path: string;
}

/**
 * @param list As systeminformation gives it.
 * @param cpuScale What turns its percent into percent of one core: 1, or the number of cores where it means the machine's.
 */
export function systemInformationTable(list: readonly ListedProcess[], cpuScale: number): SystemProcess[] {
  return list.flatMap((listed) => {
    const startedAt = Date.parse(listed.started.replace(' ', 'T'));
    if (listed.state === 'zombie' || Number.isNaN(startedAt)) return [];
    return {
      pid: listed.pid,
      ppid: listed.parentPid,
      name: listed.name,
      startedAt,
      cpu: { percent: listed.cpu * cpuScale },
      memory: listed.memRss * 1024,
      commandLine: commandLine(listed),
    };
  });
}

/** On Windows the command is the whole line already; elsewhere it was taken apart. */
function commandLine({ command, params, path, name }: ListedProcess): string {
  if (params === '' && (path === '' || command.includes(path))) return command || name;
  const separator = path === '' || path.endsWith('/') ? '' : '/';
  return `${path}${separator}${command} ${params}`.trim();
}
