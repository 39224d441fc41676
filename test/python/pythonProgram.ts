/** Python programs, run with the agent as the extension runs them, and what a server hears of them. */
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { copyFileSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { applyEvent } from '../../src/tree/applyEvent.ts';
import { emptyTree, rowsOf } from '../../src/tree/processTree.ts';
import type { ProcessRow } from '../../src/tree/processRow.ts';
import { agentEvent } from '../../src/tree/treeEvent.ts';
import { DIST } from '../helpers/runProgram.ts';
import { endMarked, MARK } from '../helpers/markedProcesses.ts';
import type { Watched } from '../monitor/watching.ts';

/** The interpreter under test; any from 3.8 on. */
const PYTHON = process.env['TEST_PYTHON'] ?? 'python3';
export const AGENT_FOLDER = path.join(DIST, 'python');
const PROGRAMS = path.resolve(import.meta.dirname, 'programs');
export const ROOT_ID = 'root-1';
export const START_METHODS = ['spawn', 'fork', 'forkserver'] as const;
export type StartMethod = (typeof START_METHODS)[number];

/** However slow the machine is: by then something hangs. */
export const LIMIT = { timeout: 60_000 };

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export interface PythonOptions {
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Options of the interpreter. */
  readonly flags?: readonly string[];
  /** Another one than that under test. */
  readonly python?: string;
  /** Milliseconds. */
  readonly timeout?: number;
}

export interface PythonProgram {
  readonly child: ChildProcess;
  output(pattern: RegExp): Promise<RegExpExecArray>;
  readonly outcome: Promise<Outcome>;
  /** Ends all of it that runs. */
  kill(): Promise<void>;
}

/** A program of test/python/programs, or any other file. Its folder is a copy, so that nothing is left beside it. */
export function startPython(
  t: TestContext,
  watched: Watched | null,
  file: string,
  { args = [], env = {}, flags = [], python = PYTHON, timeout }: PythonOptions = {},
): PythonProgram {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'mpts-py-')));
  const script = path.join(folder, path.basename(file));
  copyFileSync(path.resolve(PROGRAMS, file), script);
  return start(t, watched, folder, [python, ...flags, script, ...args], env, timeout);
}

/** The twin of an example, with another start method. */
export function startTwin(
  t: TestContext,
  watched: Watched | null,
  file: string,
  method: StartMethod,
  args: readonly string[] = [],
): PythonProgram {
  const folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'mpts-py-')));
  const script = path.join(folder, path.basename(file));
  const source = readFileSync(file, 'utf8');
  writeFileSync(script, source.replace("set_start_method('spawn')", `set_start_method('${method}')`));
  return start(t, watched, folder, [PYTHON, script, ...args], {});
}

function start(
  t: TestContext,
  watched: Watched | null,
  folder: string,
  [executable, ...command]: readonly [string, ...string[]],
  env: Readonly<Record<string, string>>,
  timeout = LIMIT.timeout,
): PythonProgram {
  const mark = randomUUID();
  const monitored = watched && {
    PYTHONPATH: AGENT_FOLDER,
    MULTIPROCESSING_MONITOR: watched.server.env,
    MULTIPROCESSING_PROCESS: JSON.stringify({ id: ROOT_ID }),
  };
  const child = spawn(executable, command, {
    cwd: folder,
    // SAFEPATH: the twin of logging.ts is not Python's own module of that name.
    env: {
      ...process.env,
      PYTHONUNBUFFERED: '1',
      PYTHONSAFEPATH: '1',
      TMPDIR: folder,
      ...monitored,
      ...env,
      [MARK]: mark,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a group of its own, so that all of it can be killed
    timeout,
    killSignal: 'SIGKILL',
  });
  t.after(async () => {
    const left = await endMarked(mark);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    if (left.length > 0) throw new Error(`processes were left: ${left.join(', ')}`);
  });
  return collected(child);
}

function collected(child: ChildProcess): PythonProgram {
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
      child.emit('output');
    });
  }
  const outcome = once(child, 'close').then(([code, signal]) => {
    return { ...texts, code: code as number | null, signal: signal as NodeJS.Signals | null };
  });
  const output = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(texts.stdout);
        if (found) resolve(found);
      };
      child.on('output', look);
      child.once('close', () => reject(new Error(`it ended without ${pattern}:\n${texts.stdout}\n${texts.stderr}`)));
      look();
    });
  const kill = async () => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    await outcome;
  };
  return { child, output, outcome, kill };
}

/** What the tree makes of all that the server has heard. */
export function rowsSeen(watched: Watched): ProcessRow[] {
  let tree = emptyTree();
  for (const process of watched.connected) tree = applyEvent(tree, { type: 'connected', process });
  for (const { agentId, message } of watched.messages) tree = applyEvent(tree, agentEvent(agentId, message));
  return rowsOf(tree);
}

export function rowNamed(watched: Watched, name: string): ProcessRow | undefined {
  return rowsSeen(watched).find((row) => row.name === name);
}
