import {
  boolean,
  id,
  integer,
  number,
  object,
  orNull,
  parseLine,
  text,
  texts,
  type Fields,
  type Parsed,
} from './fields.ts';
import type { AgentMessage, ErrorInfo, Location, ProcessDescription, ResultMessage } from './protocol.ts';

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
    location: orNull(fields, 'location', (all, name) => object(all, name, parseLocation)),
  }),
  named: (fields) => ({ type: 'named', id: id(fields), name: text(fields, 'name') }),
  stopping: (fields) => ({ type: 'stopping', id: id(fields), signal: text(fields, 'signal') }),
  ended: (fields) => ({
    type: 'ended',
    id: id(fields),
    at: number(fields, 'at'),
    exitcode: orNull(fields, 'exitcode', integer),
    signal: orNull(fields, 'signal', text),
    error: orNull(fields, 'error', (all, name) => object(all, name, parseError)),
  }),
  joined: (fields) => ({ type: 'joined', id: id(fields), at: number(fields, 'at') }),
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
  return boolean(fields, 'ok')
    ? { type: 'result', seq, ok: true, exitcode: orNull(fields, 'exitcode', integer) }
    : { type: 'result', seq, ok: false, error: object(fields, 'error', parseError) };
}

function parseError(fields: Fields): ErrorInfo {
  const error = { name: text(fields, 'name'), message: text(fields, 'message') };
  const stack = orNull(fields, 'stack', text);
  return stack === null ? error : { ...error, stack };
}

function parseLocation(fields: Fields): Location {
  return { url: text(fields, 'url'), line: integer(fields, 'line'), column: integer(fields, 'column') };
}
