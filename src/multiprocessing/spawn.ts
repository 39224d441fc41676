/**
 * Starts a function in a new Node, as CPython's spawn does: the child imports the main module, not as main, rebuilds
 * the Process object and calls its run().
 */
import { inspect } from 'node:util';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNotBootstrapping } from './bootstrap.ts';
import { ChildPopen } from './childPopen.ts';
import { handleInterrupts } from './interrupts.ts';
import { childExecArgv } from './execArgv.ts';
import { libraryFolder } from './libraryFolder.ts';
import { LIFELINE_FD } from './lifeline.ts';
import { noteLibraryOf } from './mainLibrary.ts';
import { guardOrphan } from './orphanGuard.ts';
import { loggingState } from './logging.ts';
import { hubPlace } from './hubClient/hubPlace.ts';
import { shareHub } from './hubClient/hubSharing.ts';
import { COMPILE_CACHE_VARIABLE, compileCache } from './codeCache.ts';
import { programExecArgv } from './ownNodeOptions.ts';
import type { Preparation, ProcessState } from './preparation.ts';
import { dumpsWithObjects } from './reduction.ts';
import { firstResolutions } from './resolutions.ts';
import { sharedOffsets } from './sharedOffsets.ts';
import { loaderState } from './targetTable.ts';

export interface StartRequest extends Omit<ProcessState, 'parentPid' | 'authkey'> {
  /** Late, since making one takes long. */
  readonly authkey: () => Uint8Array;
  readonly parent: Preparation['parent'];
  readonly process: object;
  readonly target: unknown;
  readonly args: unknown;
  readonly fields: object;
  /** As `ChildCommand.sockets`. */
  readonly sockets: number;
  /** Besides this process's own; for the Node that runs this process. */
  readonly nodeOptions: readonly string[];
}

/** More than this does not surely fit into the lifeline's buffer at once, and a file it is. */
const LARGEST_LINE = 8_000;
/** As much of it as what is always told may take. */
const ALWAYS_TOLD = 2_000;

let executable: string | null = null;

/**
 * Sets the path of the Node executable that starts child processes; default `process.execPath`.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.set_executable
 * @throws TypeError when it is no path.
 */
export function setExecutable(file: string): void {
  if (typeof file !== 'string' || file === '') throw new TypeError(`executable must be a path, not ${inspect(file)}`);
  executable = file;
}

export function startFunction(request: StartRequest): ChildPopen {
  checkNotBootstrapping();
  const { process: started, target, args, fields } = request;
  // throws before there is a process
  const { text, objects } = dumpsWithObjects({ process: started, target, args, this: fields }, '', started);
  const popen = new ChildPopen({
    executable: executable ?? process.execPath,
    args: [
      ...ownNodeOptions(request),
      ...childExecArgv(programExecArgv(), libraryFolder()),
      join(libraryFolder(), 'child.cjs'),
    ],
    options: { env: childEnvironment() },
    stdio: ['ignore', 'inherit', 'inherit'],
    sockets: request.sockets,
    inherited: sharedOffsets(),
  });
  handleInterrupts();
  if (!request.detached) guardOrphan(popen.pid, popen.exited);
  popen.send(`${packed(JSON.stringify(preparation(request, text)))}\n`);
  shareHub(popen, request.id, objects);
  return popen;
}

function ownNodeOptions(request: StartRequest): readonly string[] {
  return executable === null ? request.nodeOptions : []; // another Node may not know them
}

function preparation(request: StartRequest, work: string): Preparation {
  const { id, identity, name, daemon, detached, parent } = request;
  const authkey = Buffer.from(request.authkey()).toString('base64');
  const main = mainModule();
  if (main !== null) noteLibraryOf(main);
  return {
    state: { id, identity, name, daemon, detached, parentPid: parent.pid, authkey },
    parent,
    argv: process.argv.slice(1),
    main,
    logging: loggingState(),
    ownNodeOptions: ownNodeOptions(request).length,
    compileCache: compileCache(),
    resolutions: main === null ? {} : resolutionsBeside(work), // which are written from that module's folder
    hub: hubPlace(),
    offsets: sharedOffsets().map((_, index) => LIFELINE_FD + 1 + request.sockets + index),
    process: work,
  };
}

/** No more than leave the line as short as it has to be. */
function resolutionsBeside(work: string): Preparation['resolutions'] {
  return firstResolutions(loaderState.resolutions, LARGEST_LINE - ALWAYS_TOLD - work.length);
}

/** Node itself must know the cache, since the child's first script shall come from it; the child forgets it again. */
function childEnvironment(): NodeJS.ProcessEnv {
  const folder = compileCache();
  return folder === null ? process.env : { ...process.env, [COMPILE_CACHE_VARIABLE]: folder };
}

/**
 * The module that a child imports again. Not one of node_modules: that is a tool (a test runner, say) which has no
 * guard, and whose functions nobody sends.
 */
function mainModule(): string | null {
  const url = loaderState.mainUrl ?? (process.argv[1] === undefined ? null : pathToFileURL(process.argv[1]).href);
  return url !== null && /\.[cm]?[jt]s$/.test(url) && !url.includes('/node_modules/') ? url : null;
}

/** Large work goes through a file, so that it never waits for this process's event loop. */
function packed(line: string): string {
  if (line.length <= LARGEST_LINE) return line;
  const folder = mkdtempSync(join(process.getBuiltinModule('node:os').tmpdir(), 'multiprocessing-'));
  const file = join(folder, 'preparation.json');
  writeFileSync(file, line, { mode: 0o600 });
  return JSON.stringify({ file });
}
