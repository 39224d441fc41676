/** Finds the Python that runs users' scripts: the setting's, the Python extension's, a `.venv`, that on PATH. */
import { execFile } from 'node:child_process';
import path from 'node:path';
import { findOnPath } from '../findOnPath.ts';
import { expandPath } from '../expandPath.ts';

export interface PythonRuntime {
  /** As it was found, and not what it links to: a virtual environment is known by its path. */
  readonly executable: string;
  /** Such as `3.11.7`. */
  readonly version: string;
}

export type PythonProblem =
  /** What was chosen, by whom, is no Python. */
  | { readonly kind: 'notPython'; readonly path: string; readonly detail: string }
  /** Nothing was chosen, and nothing found. */
  | { readonly kind: 'none' };

export type PythonSearch =
  { readonly ok: true; readonly python: PythonRuntime } | { readonly ok: false; readonly problem: PythonProblem };

export interface PythonSearchOptions {
  /** The setting's value; empty: look elsewhere. `~` and `${workspaceFolder}` are understood. */
  readonly configured: string;
  /** What is selected in the Python extension; null without it. */
  readonly selected: string | null;
  /** The script's working folder, where a `.venv` may be. */
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

const PROBE_TIMEOUT_MS = 10_000;

/** What the user has chosen is used or refused, never silently replaced. */
export async function findPython({
  configured,
  selected,
  cwd,
  env = process.env,
}: PythonSearchOptions): Promise<PythonSearch> {
  const chosen = configured === '' ? selected : await resolved(configured, cwd, env);
  if (chosen !== null) return probe(chosen, cwd, env);
  for (const candidate of [virtualEnvironment(cwd), ...(await onPath(env))]) {
    const search = await probe(candidate, cwd, env);
    if (search.ok) return search;
  }
  return { ok: false, problem: { kind: 'none' } };
}

async function resolved(configured: string, cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const wanted = expandPath(configured, cwd);
  return path.isAbsolute(wanted) ? wanted : ((await findOnPath(wanted, env)) ?? wanted);
}

function virtualEnvironment(folder: string): string {
  return path.join(folder, '.venv', ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));
}

async function onPath(env: NodeJS.ProcessEnv): Promise<string[]> {
  const found = await Promise.all(['python3', 'python'].map((name) => findOnPath(name, env)));
  return found.filter((file) => file !== null);
}

/** Isolated (`-I`), so that nothing of the program's is loaded for the question. */
function probe(file: string, cwd: string, env: NodeJS.ProcessEnv): Promise<PythonSearch> {
  const print = "import sys; print('%d.%d.%d' % sys.version_info[:3])";
  return new Promise((resolve) => {
    const options = { env, cwd, timeout: PROBE_TIMEOUT_MS, windowsHide: true };
    const child = execFile(file, ['-I', '-c', print], options, (error, stdout) => {
      const version = /^\d+\.\d+\.\d+$/.exec(stdout.trim())?.[0];
      if (version !== undefined) resolve({ ok: true, python: { executable: file, version } });
      else resolve({ ok: false, problem: { kind: 'notPython', path: file, detail: detailOf(error, stdout) } });
    });
    child.stdin?.end();
  });
}

function detailOf(error: Error | null, stdout: string): string {
  if (error) return error.message.split('\n', 1)[0] ?? '';
  return `it printed ${JSON.stringify(stdout.slice(0, 80))} where Python prints its version`;
}
