import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { MONITOR_VARIABLE, PROCESS_VARIABLE } from '../base/environment.ts';
import type { Interpreter } from './interpreter.ts';
import { pythonEnvironment } from './pythonEnvironment.ts';

export interface ProgramRequest {
  /** Of the root row. */
  readonly id: string;
  /** An absolute path. */
  readonly script: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly interpreter: Interpreter;
  /** The folder of the bundles. */
  readonly dist: string;
  /** What the monitor's server wants its agents to have in the environment. */
  readonly monitor: string;
}

export interface ProgramCommand {
  readonly executable: string;
  readonly args: readonly string[];
  readonly options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv; readonly detached: boolean };
}

/** The program's descriptor that ends when we do. */
const LIFELINE = 3;

/** How a script is started so that it is part of our tree. @param env Our own environment. */
export function programCommand(request: ProgramRequest, env: NodeJS.ProcessEnv): ProgramCommand {
  const { interpreter, dist, script, args, cwd, id, monitor } = request;
  const { executable, before, variables } = interpreted(interpreter, dist, env);
  return {
    executable,
    args: [...before, script, ...args],
    options: {
      cwd,
      env: {
        ...withoutEditorVariables(env),
        ...colourVariables(env),
        ...variables,
        [MONITOR_VARIABLE]: monitor,
        [PROCESS_VARIABLE]: JSON.stringify({ id, lifeline: LIFELINE }),
      },
      // A process group of its own, so that Ctrl-C reaches all of it, as it does from a terminal. (Windows has no
      // groups, and would open a console window.)
      detached: process.platform !== 'win32',
    },
  };
}

/** What stands before the script, and what its interpreter wants in the environment. */
function interpreted(interpreter: Interpreter, dist: string, env: NodeJS.ProcessEnv) {
  if (interpreter.kind === 'node') {
    const { node, execArgv } = interpreter;
    const before = [...execArgv, '--import', pathToFileURL(path.join(dist, 'register.cjs')).href];
    return { executable: node.executable, before, variables: node.env };
  }
  // Unbuffered, as it would be in a terminal: what it prints is shown in one.
  const variables = { PYTHONUNBUFFERED: '1', ...pythonEnvironment(env, dist) };
  return { executable: interpreter.python.executable, before: [], variables };
}

/** What the editor tells its own processes; its integrated terminal keeps it from programs, too. */
function withoutEditorVariables(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(ELECTRON|VSCODE)_/i.test(name)));
}

/** The program sees pipes, but what it writes is shown in a terminal. */
function colourVariables(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return env['NO_COLOR'] === undefined && env['FORCE_COLOR'] === undefined ? { FORCE_COLOR: '1' } : {};
}
