import { workspace, type Uri } from 'vscode';
import { parseColumns, parseRollUp, type OptionalColumn } from '../tree/gridLayout.ts';

/** What Run shows. */
export type RevealOnRun = 'tree' | 'terminal' | 'none';

export type KillAfterTerminate = 'offer' | 'always' | 'never';

export interface Settings {
  /** Empty: the Python extension's, that of a `.venv`, that on PATH. */
  readonly pythonPath: string;
  /** Empty: PATH, then the editor's own runtime. */
  readonly nodePath: string;
  /** Node's own options, put before the script. */
  readonly execArgv: readonly string[];
  readonly revealOnRun: RevealOnRun;
  readonly confirmTerminateAll: boolean;
  /** The view's, beside name and actions. */
  readonly columns: readonly OptionalColumn[];
  /** From so many siblings on that are alike they are one row; 0: never. */
  readonly rollUp: number;
  /** Whether to ask before a process is ended that holds a lock, or with which items or tasks are lost. */
  readonly confirmTerminate: boolean;
  /** What follows when a process that was terminated has not ended after the grace period. */
  readonly killAfterTerminate: KillAfterTerminate;
  /** Whether the number of live processes is in the status bar. */
  readonly statusBar: boolean;
  /** Seconds that Terminate Tree and Terminate All leave to the processes; then they are killed. */
  readonly terminateGracePeriod: number;
  /** Seconds between two looks at the system's process table; 0 for none. */
  readonly sampleInterval: number;
  /** Whether programs that are debugged appear in the tree. */
  readonly debugEnabled: boolean;
  /** Whether programs that are started in terminals are shown. */
  readonly watchTerminals: boolean;
  /** Whether those of Python are, too. */
  readonly watchPython: boolean;
}

export const NODE_PATH_SETTING = 'processTree.nodePath';
export const WATCH_TERMINALS_SETTING = 'processTree.watchTerminals';
export const WATCH_PYTHON_SETTING = 'processTree.watchPython';
export const PYTHON_PATH_SETTING = 'processTree.pythonPath';

/** The editor's own, of the environment of terminals on this system. */
export const TERMINAL_ENVIRONMENT_SETTING = `terminal.integrated.env.${process.platform === 'darwin' ? 'osx' : 'linux'}`;

/** The value of a variable in it; null where it is removed, undefined where it is left alone. */
export function terminalVariable(name: string): string | null | undefined {
  const value = workspace.getConfiguration().get<Record<string, unknown>>(TERMINAL_ENVIRONMENT_SETTING)?.[name];
  return typeof value === 'string' || value === null ? value : undefined;
}

/** Read anew at each use, so that a change holds at once. @param scope What is run: a folder may have its own. */
export function readSettings(scope?: Uri): Settings {
  const configuration = workspace.getConfiguration('processTree', scope);
  const nodePath = configuration.get<unknown>('nodePath');
  const pythonPath = configuration.get<unknown>('pythonPath');
  const execArgv = configuration.get<unknown>('execArgv');
  const reveal = configuration.get<unknown>('revealOnRun');
  const grace = configuration.get<unknown>('terminateGracePeriod');
  const kill = configuration.get<unknown>('killAfterTerminate');
  const sampling = configuration.get<unknown>('sampleInterval');
  return {
    nodePath: typeof nodePath === 'string' ? nodePath.trim() : '',
    pythonPath: typeof pythonPath === 'string' ? pythonPath.trim() : '',
    execArgv: Array.isArray(execArgv) ? execArgv.map(String) : [],
    revealOnRun: reveal === 'terminal' || reveal === 'none' ? reveal : 'tree',
    confirmTerminate: configuration.get<unknown>('confirmTerminate') !== false,
    killAfterTerminate: kill === 'always' || kill === 'never' ? kill : 'offer',
    statusBar: configuration.get<unknown>('statusBar') === true,
    columns: parseColumns(configuration.get<unknown>('columns')),
    rollUp: parseRollUp(configuration.get<unknown>('rollUp'), 5),
    confirmTerminateAll: configuration.get<unknown>('confirmTerminateAll') !== false,
    terminateGracePeriod: typeof grace === 'number' && grace >= 0 ? grace : 5,
    sampleInterval: typeof sampling === 'number' && sampling >= 0 ? sampling : 2,
    debugEnabled: configuration.get<unknown>('debug.enabled') !== false,
    watchTerminals: configuration.get<unknown>('watchTerminals') !== false,
    watchPython: configuration.get<unknown>('watchPython') !== false,
  };
}
