import {
  initialRow,
  type ProcessRef,
  type ProcessRow,
  type ProcessState,
  type RowDebug,
  type RowError,
  type RowJob,
  type RowLocation,
  type RowWait,
  type SharedObject,
  type StopRequest,
} from './processRow.ts';

const STATES: readonly ProcessState[] = ['initial', 'started', 'paused', 'stopping', 'ended', 'joined'];

/** Rows from storage or a message; what is none is left out, and fields of a wrong type have their initial value. */
export function parseRows(value: unknown): ProcessRow[] {
  return Array.isArray(value) ? value.map(parseRow).filter((row) => row !== null) : [];
}

export function parseRow(value: unknown): ProcessRow | null {
  if (!isRecord(value)) return null;
  const { id, name, parentId } = value;
  if (typeof id !== 'string' || typeof name !== 'string') return null;
  const row = initialRow(id, text(parentId), name);
  const kind = value['kind'] === 'other' ? 'other' : 'process';
  return {
    ...row,
    kind,
    ...parseOutcome(value),
    ...parseActivity(value),
    ...parseAccess(value),
    ...parseOrigin(value),
  };
}

function parseOutcome(value: Fields) {
  const { pid, daemon, alive, exitcode, signal, state, startedAt, endedAt } = value;
  const { error, endReason, stopRequest, orphanedAt } = value;
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
    stopRequest: isRecord(stopRequest) ? parseStopRequest(stopRequest) : null,
    orphanedAt: number(orphanedAt),
  };
}

function parseActivity({ cpu, memory, waiting, objects, jobs, work }: Fields) {
  return {
    cpu: number(cpu),
    memory: number(memory),
    waiting: list(waiting, parseWait),
    objects: list(objects, parseObject),
    jobs: list(jobs, parseJob),
    work: isRecord(work) ? { task: text(work['task']) } : null,
  };
}

function parseWait({ wait, operation, object, at, location }: Fields): RowWait | null {
  const known = { wait: number(wait), operation: text(operation), object: text(object), at: number(at) };
  return hasAll(known) ? { ...known, location: parseLocation(location) } : null;
}

function parseJob({ job, operation, name, done, total, at }: Fields): RowJob | null {
  const known = { job: number(job), operation: text(operation), name: text(name), done: number(done), at: number(at) };
  return hasAll(known) ? { ...known, total: number(total) } : null;
}

function parseObject(fields: Fields): SharedObject | null {
  const { id, kind, name, depth, limit, unfinished, flag, holder, waiters, moreWaiters } = fields;
  const known = { id: text(id), kind: text(kind), name: text(name) };
  const lostBy = isRecord(fields['lostBy']) ? parseProcessRef(fields['lostBy']) : null;
  if (!hasAll(known)) return null;
  return {
    ...known,
    depth: number(depth),
    limit: number(limit),
    unfinished: number(unfinished),
    flag: typeof flag === 'boolean' ? flag : null,
    holder: isRecord(holder) ? parseProcessRef(holder) : null,
    ...(lostBy && { lostBy }),
    waiters: list(waiters, parseProcessRef),
    moreWaiters: number(moreWaiters) ?? 0,
    ...(Array.isArray(fields['users']) && {
      users: list(fields['users'], parseProcessRef),
      moreUsers: number(fields['moreUsers']) ?? 0,
    }),
  };
}

function parseProcessRef({ id, name }: Fields): ProcessRef | null {
  const known = { id: text(id), name: text(name) };
  return hasAll(known) ? known : null;
}

function parseAccess({ debug, joining, terminateBlocked, joinBlocked, attachBlocked, commandError }: Fields) {
  return {
    debug: isRecord(debug) ? parseDebug(debug) : null,
    joining: joining === true,
    terminateBlocked: text(terminateBlocked),
    joinBlocked: text(joinBlocked),
    attachBlocked: text(attachBlocked),
    commandError: text(commandError),
  };
}

/** Of an earlier time: what was paused then, and what the debugger was at, is of no interest any more. */
function parseDebug({ session, name, attached }: Fields): RowDebug | null {
  const known = { session: text(session), name: text(name) };
  return hasAll(known) ? { ...known, attached: attached === true, current: false, paused: null } : null;
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

function parseStopRequest({ by, signal, at }: Fields): StopRequest | null {
  const known = { signal: text(signal), by: by === 'here' || by === 'parent' ? by : null } as const;
  return hasAll(known) ? { ...known, at: number(at) } : null;
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

function list<T>(value: unknown, parse: (fields: Fields) => T | null): T[] {
  if (!Array.isArray(value)) return [];
  return value.map((item: unknown) => (isRecord(item) ? parse(item) : null)).filter((item) => item !== null);
}

function hasAll<T extends object>(fields: T): fields is { [K in keyof T]: NonNullable<T[K]> } & T {
  return Object.values(fields).every((value) => value !== null);
}

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}

function number(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
