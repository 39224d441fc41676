/** Small programs, written to a folder of their own and run by a real Node with what is built in dist/. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { endMarked, MARK } from './markedProcesses.ts';

export const DIST = path.resolve(import.meta.dirname, '../../dist');
/** The library as it is imported where there is no loader. */
export const LIBRARY = pathToFileURL(path.join(DIST, 'multiprocessing.mjs')).href;
const REGISTER = pathToFileURL(path.join(DIST, 'register.cjs')).href;
/** The Node that runs the programs; the tests themselves are run by the pinned one. */
export const NODE = process.env.TEST_NODE ?? process.execPath;
/** Why tests of signals are skipped, where they are. */
export const WITHOUT_SIGNALS = process.platform === 'win32' && 'Windows has no signals';
/** However slow the machine is: by then something hangs. */
const HANGS_AFTER_MS = 120_000;

export interface ProgramOptions {
  /** Default `main.ts`. */
  readonly file?: string;
  /** Others beside it, by name. */
  readonly files?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  readonly execArgv?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Whether the program is run with `--import …/register`; default true. */
  readonly loader?: boolean;
  /** A process group of its own, as a shell gives it. */
  readonly group?: boolean;
}

export interface Result {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface RunningProgram {
  readonly child: ChildProcess;
  readonly pid: number;
  /** Resolves when its standard output matches; rejects when it ends without that. */
  output(pattern: RegExp): Promise<RegExpExecArray>;
  /** Resolves when it has ended and nobody has its streams open any more. */
  readonly result: Promise<Result>;
}

/** What the programs of the tests have at their top. */
const HEAD = `
import * as mp from 'multiprocessing-ts';
const { Process } = mp;
const sleep = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));
const show = (value: unknown) => console.log(JSON.stringify(value));
/** The error that \`body\` throws or rejects with. */
async function thrown(body: () => unknown): Promise<string> {
  try {
    await body();
    return 'nothing was thrown';
  } catch (error) {
    return String(error);
  }
}
void [Process, sleep, show, thrown];
`;

/** Runs the program to its end. `source` is put behind HEAD, unless another file name than main.ts is given. */
export async function runProgram(t: TestContext, source: string, options: ProgramOptions = {}): Promise<Result> {
  return startProgram(t, source, options).result;
}

/** What the program printed, each line of it as JSON. Fails when it printed errors or failed. */
export async function shown(t: TestContext, source: string, options: ProgramOptions = {}): Promise<unknown[]> {
  const { stdout, stderr, code, signal } = await runProgram(t, source, options);
  if (code !== 0 || stderr !== '') throw new Error(`ended with ${code ?? signal}:\n${stdout}\n${stderr}`);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
}

/** Starts the program. When the test ends no process of it may be left; one that is gets killed, and fails the test. */
export function startProgram(t: TestContext, source: string, options: ProgramOptions = {}): RunningProgram {
  const { file = 'main.ts', files = {} } = options;
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'mp-test-')));
  const text = options.file === undefined ? HEAD + source : source;
  for (const [name, content] of Object.entries({ [file]: text, ...files })) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  return startFile(t, path.join(folder, file), options, folder);
}

/** Starts a file that is there. @param folder Removed when the test ends. */
export function startFile(
  t: TestContext,
  file: string,
  options: ProgramOptions = {},
  folder: string | null = null,
): RunningProgram {
  const mark = randomUUID();
  const { args = [], execArgv = [], loader = true } = options;
  const child = spawn(NODE, [...(loader ? ['--import', REGISTER] : []), ...execArgv, file, ...args], {
    cwd: path.dirname(file),
    env: { ...environment(), ...options.env, [MARK]: mark },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: options.group === true,
    timeout: HANGS_AFTER_MS,
    killSignal: 'SIGKILL',
  });
  t.after(async () => {
    const left = await endMarked(mark);
    if (folder !== null) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    if (left.length > 0) throw new Error(`processes were left: ${left.join(', ')}`);
  });
  return watched(child);
}

function watched(child: ChildProcess): RunningProgram {
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
      child.emit('output');
    });
  }
  const result = once(child, 'close').then(([code, signal]) => {
    return { ...texts, code: code as number | null, signal: signal as NodeJS.Signals | null };
  });
  const output = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const match = pattern.exec(texts.stdout);
      if (match !== null) return match;
      const ended = await Promise.race([once(child, 'output').then(() => null), result]);
      if (ended !== null && !pattern.test(texts.stdout)) throw neverPrinted(pattern, ended);
    }
  };
  return { child, pid: child.pid ?? 0, output, result };
}

function neverPrinted(pattern: RegExp, { code, signal, stdout, stderr }: Result): Error {
  return new Error(`ended with ${code ?? signal} and has not printed ${pattern}:\n${stdout}\n${stderr}`);
}

/** Nothing of the tests' own surroundings that would change how a program runs, and a cache of its own. */
function environment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, NODE_V8_COVERAGE: ___, ...env } = process.env;
  return { ...env, XDG_CACHE_HOME: caches(), LOCALAPPDATA: caches() };
}

let cachesFolder: string | undefined;

/** One for all programs of a test file. */
function caches(): string {
  if (cachesFolder === undefined) {
    const folder = mkdtempSync(path.join(tmpdir(), 'mp-caches-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    cachesFolder = folder;
  }
  return cachesFolder;
}
