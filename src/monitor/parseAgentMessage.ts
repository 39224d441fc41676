import {
  boolean,
  id,
  integer,
  list,
  number,
  object,
  orNull,
  parseLine,
  text,
  texts,
  type Fields,
  type Parsed,
} from './fields.ts';
import type { Location } from './location.ts';
import {
  MAX_JOBS,
  MAX_OBJECTS,
  MAX_WORKERS,
  type JobInfo,
  type ObjectInfo,
  type ProcessRef,
  type WorkerInfo,
} from './activityMessages.ts';
import type { AgentMessage, ErrorInfo, OutputChunk, ProcessDescription, ResultMessage } from './protocol.ts';

const MAX_WAITERS = 100;

/** A line of an agent's. Fields that are not known here are left out. */
export function parseAgentMessage(line: string): Parsed<AgentMessage> {
  return parseLine(line, (type, fields) => parsers[type]?.(fields) ?? null);
}

const parsers: Readonly<Record<string, ((fields: Fields) => AgentMessage) | undefined>> = {
  __proto__: null as never, // a type may have any name
  hello: (fields) => ({
    type: 'hello',
    version: integer(fields, 'version'),
    token: text(fields, 'token'),
    process: object(fields, 'process', parseDescription),
  }),
  started: (fields) => ({
    type: 'started',
    id: id(fields),
    parentId: id(fields, 'parentId'),
    name: text(fields, 'name'),
    pid: integer(fields, 'pid'),
    daemon: boolean(fields, 'daemon'),
    at: number(fields, 'at'),
    target: orNull(fields, 'target', text),
    args: orNull(fields, 'args', text),
    location: parseLocation(fields),
  }),
  named: (fields) => ({ type: 'named', id: id(fields), name: text(fields, 'name') }),
  stopping: (fields) => ({
    type: 'stopping',
    id: id(fields),
    signal: text(fields, 'signal'),
    at: orNull(fields, 'at', number),
  }),
  ended: (fields) => ({
    type: 'ended',
    id: id(fields),
    at: number(fields, 'at'),
    exitcode: orNull(fields, 'exitcode', integer),
    signal: orNull(fields, 'signal', text),
    error: orNull(fields, 'error', (all, name) => object(all, name, parseError)),
  }),
  joined: (fields) => ({ type: 'joined', id: id(fields), at: number(fields, 'at') }),
  waiting: (fields) => ({
    type: 'waiting',
    id: id(fields),
    wait: integer(fields, 'wait'),
    operation: text(fields, 'operation'),
    object: text(fields, 'object'),
    at: number(fields, 'at'),
    location: parseLocation(fields),
  }),
  resumed: (fields) => ({ type: 'resumed', id: id(fields), wait: orNull(fields, 'wait', integer) }),
  objects: (fields) => ({
    type: 'objects',
    id: id(fields),
    objects: list(fields, 'objects', MAX_OBJECTS, parseObject),
  }),
  pools: (fields) => ({
    type: 'pools',
    id: id(fields),
    jobs: list(fields, 'jobs', MAX_JOBS, parseJob),
    workers: list(fields, 'workers', MAX_WORKERS, parseWorker),
  }),
  output: (fields) => ({
    type: 'output',
    id: id(fields),
    skipped: orNull(fields, 'skipped', integer) ?? 0,
    chunks: list(fields, 'chunks', Infinity, parseChunk),
  }),
  result: parseResult,
};

function parseDescription(fields: Fields): ProcessDescription {
  return {
    id: id(fields),
    parentId: orNull(fields, 'parentId', id),
    name: text(fields, 'name'),
    pid: integer(fields, 'pid'),
    daemon: boolean(fields, 'daemon'),
    startedAt: number(fields, 'startedAt'),
    script: orNull(fields, 'script', text),
    argv: texts(fields, 'argv'),
    cwd: text(fields, 'cwd'),
    runtime: text(fields, 'runtime'),
  };
}

function parseResult(fields: Fields): ResultMessage {
  const seq = integer(fields, 'seq');
  if (!boolean(fields, 'ok')) return { type: 'result', seq, ok: false, error: object(fields, 'error', parseError) };
  const result = { type: 'result', seq, ok: true, exitcode: orNull(fields, 'exitcode', integer) } as const;
  const url = orNull(fields, 'url', text);
  return url === null ? result : { ...result, url };
}

function parseError(fields: Fields): ErrorInfo {
  const error = { name: text(fields, 'name'), message: text(fields, 'message') };
  const stack = orNull(fields, 'stack', text);
  return stack === null ? error : { ...error, stack };
}

function parseLocation(fields: Fields): Location | null {
  return orNull(fields, 'location', (all, name) =>
    object(all, name, (place) => ({
      url: text(place, 'url'),
      line: integer(place, 'line'),
      column: integer(place, 'column'),
    })),
  );
}

function parseObject(fields: Fields): ObjectInfo {
  const [holder, lostBy] = ['holder', 'lostBy'].map((name) =>
    orNull(fields, name, (all, field) => object(all, field, parseProcessRef)),
  );
  const users = orNull(fields, 'users', (all, name) => list(all, name, MAX_WAITERS, parseProcessRef));
  return {
    id: id(fields),
    kind: text(fields, 'kind'),
    name: text(fields, 'name'),
    depth: orNull(fields, 'depth', number),
    limit: orNull(fields, 'limit', number),
    unfinished: orNull(fields, 'unfinished', number),
    flag: orNull(fields, 'flag', boolean),
    holder: holder ?? null,
    ...(lostBy && { lostBy }),
    waiters: list(fields, 'waiters', MAX_WAITERS, parseProcessRef),
    moreWaiters: orNull(fields, 'moreWaiters', integer) ?? 0,
    ...(users && { users, moreUsers: orNull(fields, 'moreUsers', integer) ?? 0 }),
  };
}

function parseJob(fields: Fields): JobInfo {
  return {
    job: integer(fields, 'job'),
    operation: text(fields, 'operation'),
    name: text(fields, 'name'),
    done: integer(fields, 'done'),
    total: orNull(fields, 'total', integer),
    at: number(fields, 'at'),
  };
}

function parseWorker(fields: Fields): WorkerInfo {
  return { id: id(fields), task: orNull(fields, 'task', text) };
}

function parseChunk(fields: Fields): OutputChunk {
  const stream = text(fields, 'stream') === 'stderr' ? 'stderr' : 'stdout';
  return { stream, at: number(fields, 'at'), text: text(fields, 'text') };
}

function parseProcessRef(fields: Fields): ProcessRef {
  return { id: id(fields), name: text(fields, 'name') };
}
