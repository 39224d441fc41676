/** Finds the Python that runs users' scripts: the Python extension's, the setting's, a `.venv`, that on PATH. */
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
  /** What was chosen is no Python. */
  | {
      readonly kind: 'notPython';
      readonly path: string;
      readonly detail: string;
      readonly chosenIn: 'extension' | 'setting';
    }
  /** Nothing was chosen, and nothing found. */
  | { readonly kind: 'none' };

export type PythonSearch =
  { readonly ok: true; readonly python: PythonRuntime } | { readonly ok: false; readonly problem: PythonProblem };

export interface PythonSearchOptions {
  /** What is selected in the Python extension, which comes first; null without it. */
  readonly selected: string | null;
  /** The setting's value; empty: look elsewhere. `~` and `${workspaceFolder}` are understood. */
  readonly configured: string;
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
  if (selected !== null) return chosen('extension', await probe(selected, cwd, env));
  if (configured !== '') return chosen('setting', await probe(await resolved(configured, cwd, env), cwd, env));
  for (const candidate of [virtualEnvironment(cwd), ...(await onPath(env))]) {
    const answer = await probe(candidate, cwd, env);
    if ('version' in answer) return { ok: true, python: answer };
  }
  return { ok: false, problem: { kind: 'none' } };
}

function chosen(chosenIn: 'extension' | 'setting', answer: Answer): PythonSearch {
  if ('version' in answer) return { ok: true, python: answer };
  return { ok: false, problem: { kind: 'notPython', path: answer.executable, detail: answer.detail, chosenIn } };
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

type Answer = PythonRuntime | { readonly executable: string; readonly detail: string };

/** Isolated (`-I`), so that nothing of the program's is loaded for the question. */
function probe(executable: string, cwd: string, env: NodeJS.ProcessEnv): Promise<Answer> {
  const print = "import sys; print('%d.%d.%d' % sys.version_info[:3])";
  return new Promise((resolve) => {
    const options = { env, cwd, timeout: PROBE_TIMEOUT_MS, windowsHide: true };
    const child = execFile(executable, ['-I', '-c', print], options, (error, stdout) => {
      const version = /^\d+\.\d+\.\d+$/.exec(stdout.trim())?.[0];
      resolve(version === undefined ? { executable, detail: detailOf(error, stdout) } : { executable, version });
    });
    child.stdin?.end();
  });
}

function detailOf(error: Error | null, stdout: string): string {
  if (error) return error.message.split('\n', 1)[0] ?? '';
  return `it printed ${JSON.stringify(stdout.slice(0, 80))} where Python prints its version`;
}
