import { pathToFileURL } from 'node:url';
import { MONITOR_VARIABLE, PROCESS_VARIABLE } from '../base/environment.ts';
import type { NodeRuntime } from './nodeLocator.ts';

export interface ProgramRequest {
  /** Of the root row. */
  readonly id: string;
  /** An absolute path. */
  readonly script: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly execArgv: readonly string[];
  readonly node: NodeRuntime;
  /** The loader's file. */
  readonly register: string;
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
  const { node, execArgv, register, script, args, cwd, id, monitor } = request;
  return {
    executable: node.executable,
    args: [...execArgv, '--import', pathToFileURL(register).href, script, ...args],
    options: {
      cwd,
      env: {
        ...withoutEditorVariables(env),
        ...colourVariables(env),
        ...node.env,
        [MONITOR_VARIABLE]: monitor,
        [PROCESS_VARIABLE]: JSON.stringify({ id, lifeline: LIFELINE }),
      },
      // A process group of its own, so that Ctrl-C reaches all of it, as it does from a terminal. (Windows has no
      // groups, and would open a console window.)
      detached: process.platform !== 'win32',
    },
  };
}

/** What the editor tells its own processes; its integrated terminal keeps it from programs, too. */
function withoutEditorVariables(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(ELECTRON|VSCODE)_/i.test(name)));
}

/** The program sees pipes, but what it writes is shown in a terminal. */
function colourVariables(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return env['NO_COLOR'] === undefined && env['FORCE_COLOR'] === undefined ? { FORCE_COLOR: '1' } : {};
}
