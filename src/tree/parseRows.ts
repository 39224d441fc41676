import { initialRow, type ProcessRow, type ProcessState, type RowError, type RowLocation } from './processRow.ts';

const STATES: readonly ProcessState[] = ['initial', 'started', 'stopping', 'ended', 'joined'];

/** Rows from storage or a message; what is none is left out, and fields of a wrong type have their initial value. */
export function parseRows(value: unknown): ProcessRow[] {
  return Array.isArray(value) ? value.map(parseRow).filter((row) => row !== null) : [];
}

export function parseRow(value: unknown): ProcessRow | null {
  if (!isRecord(value)) return null;
  const { id, name, parentId } = value;
  if (typeof id !== 'string' || typeof name !== 'string') return null;
  const row = initialRow(id, text(parentId), name);
  return { ...row, ...parseOutcome(value), ...parseAccess(value), ...parseOrigin(value) };
}

function parseOutcome(value: Fields) {
  const { pid, daemon, alive, exitcode, signal, state, startedAt, endedAt, error, endReason } = value;
  return {
    pid: number(pid),
    daemon: daemon === true,
    alive: alive === true,
    exitcode: number(exitcode),
    signal: text(signal),
    state: STATES.find((known) => known === state) ?? 'initial',
    startedAt: number(startedAt),
    endedAt: number(endedAt),
    error: parseError(error),
    endReason: text(endReason),
  };
}

function parseAccess({ joining, terminateBlocked, joinBlocked, commandError }: Fields) {
  return {
    joining: joining === true,
    terminateBlocked: text(terminateBlocked),
    joinBlocked: text(joinBlocked),
    commandError: text(commandError),
  };
}

function parseOrigin({ script, commandLine, cwd, runtime, target, args, location }: Fields) {
  return {
    script: text(script),
    commandLine: text(commandLine),
    cwd: text(cwd),
    runtime: text(runtime),
    target: text(target),
    args: text(args),
    location: parseLocation(location),
  };
}

function parseError(value: unknown): RowError | null {
  if (!isRecord(value)) return null;
  const { name, message, stack } = value;
  if (typeof name !== 'string' || typeof message !== 'string') return null;
  return typeof stack === 'string' ? { name, message, stack } : { name, message };
}

function parseLocation(value: unknown): RowLocation | null {
  if (!isRecord(value)) return null;
  const url = text(value['url']);
  const line = number(value['line']);
  const column = number(value['column']);
  return url === null || line === null || column === null ? null : { url, line, column };
}

type Fields = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
