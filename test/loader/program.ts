/** Small programs, written to a folder of their own and run by a real Node with the built loader. */
import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';

export const DIST = path.resolve(import.meta.dirname, '../../dist');
export const REGISTER = pathToFileURL(path.join(DIST, 'register.cjs')).href;
/** The Node that runs the programs; the tests themselves are run by the pinned one. */
export const NODE = process.env.TEST_NODE ?? process.execPath;

export interface Result {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface Program {
  readonly folder: string;
  /** The folder that the user's cache folder is set to. */
  readonly caches: string;
  readonly url: (file: string) => string;
  readonly write: (files: Readonly<Record<string, string>>) => void;
  /** Starts Node with `args` in the program's folder. */
  readonly start: (args: readonly string[], options?: SpawnOptions) => ChildProcess;
  readonly node: (...args: string[]) => Promise<Result>;
  /** With the loader: `node --import …/register.cjs …args`. */
  readonly run: (...args: string[]) => Promise<Result>;
}

/** Removed with all it has written when the test ends. */
export function program(t: TestContext, files: Readonly<Record<string, string>>): Program {
  const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'loader-test-')));
  t.after(() => rmSync(base, { recursive: true, force: true }));
  const folder = path.join(base, 'program');
  const caches = path.join(base, 'caches');
  mkdirSync(folder);
  const write: Program['write'] = (added) => {
    for (const [file, text] of Object.entries(added)) {
      mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
      writeFileSync(path.join(folder, file), text);
    }
  };
  const start: Program['start'] = (args, options) =>
    spawn(NODE, args, { cwd: folder, env: environment(caches), stdio: ['ignore', 'pipe', 'pipe'], ...options });
  write(files);
  return {
    folder,
    caches,
    url: (file) => pathToFileURL(path.join(folder, file)).href,
    write,
    start,
    node: (...args) => resultOf(start(args)),
    run: (...args) => resultOf(start(['--import', REGISTER, ...args])),
  };
}

/** Nothing of the tests' own surroundings that would change how a program runs. */
export function environment(caches: string): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, NODE_V8_COVERAGE: ___, ...env } = process.env;
  return { ...env, XDG_CACHE_HOME: caches, LOCALAPPDATA: caches };
}

export async function resultOf(child: ChildProcess): Promise<Result> {
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => (output[name] += text));
  }
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { ...output, code, signal };
}

/** What the program printed as JSON; fails with what it wrote to stderr when it did not. */
export function printed(result: Result): unknown {
  if (result.code !== 0)
    throw new Error(`exit code ${result.code}, ${result.signal}:\n${result.stdout}${result.stderr}`);
  return JSON.parse(result.stdout);
}

/** For use inside programs: the registered targets as { 'file name': [names] }. */
export const TABLES = `const tables = () => Object.fromEntries([...globalThis[Symbol.for('multiprocessing-ts.targets')]]
  .map(([url, table]) => [url.split('/').pop(), Object.keys(table)]));`;
