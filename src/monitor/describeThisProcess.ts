import path from 'node:path';
import { processIdentity } from '../multiprocessing/identity.ts';
import { cut } from './cut.ts';
import type { ProcessDescription } from './protocol.ts';

/** A command line can be longer than a line of the protocol may be. */
const MAX_ARGUMENTS = 100;

export function describeThisProcess(): ProcessDescription {
  const { id, parentId, name, daemon } = processIdentity();
  const [, script, ...argv] = process.argv;
  return {
    id,
    parentId,
    name: cut(name),
    pid: process.pid,
    daemon,
    startedAt: Math.round(Date.now() - process.uptime() * 1e3),
    script: script === undefined ? null : path.resolve(script),
    argv: argv.slice(0, MAX_ARGUMENTS).map((arg) => cut(arg)),
    cwd: currentFolder(),
    runtime: `node ${process.versions.node}`,
  };
}

/** Empty when it has been removed. */
function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    return '';
  }
}
