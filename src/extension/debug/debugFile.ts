import { debug, l10n, workspace, type DebugSession, type Uri } from 'vscode';
import path from 'node:path';
import { deferred } from '../../base/deferred.ts';
import { DisposableStore } from '../../base/disposable.ts';
import { ExpectedError } from '../expectedError.ts';
import type { Interpreter } from '../interpreter.ts';
import type { NodeLocator } from '../nodeLocator.ts';
import { openSetting } from '../openSetting.ts';
import { retry, showExtension } from '../remedies.ts';
import { prepareScript, workingFolder } from '../runScript.ts';
import { NODE_PATH_SETTING, readSettings, type RevealOnRun } from '../settings.ts';
import { OURS } from './debugConfigurations.ts';
import type { DebugSessions } from './debugSessions.ts';
import { hasPythonDebugger, PYTHON_DEBUGGER_EXTENSION } from './pythonDebugger.ts';
import { PYTHON_DEBUGGER, rootSession } from './sessionKind.ts';

/**
 * Debugs a script as a program of the tree.
 * @returns The id of its row, once it is there; null when the session ends before.
 * @throws ExpectedError as runScript, and when the editor does not start the session.
 */
export async function debugFile(sessions: DebugSessions, locator: NodeLocator, script: Uri): Promise<string | null> {
  const interpreter = await prepareScript(locator, script);
  const launch = crypto.randomUUID();
  const row = new FirstRow(sessions, launch);
  const started = await debug.startDebugging(workspace.getWorkspaceFolder(script), {
    ...debuggerOf(interpreter),
    request: 'launch',
    name: path.basename(script.fsPath),
    program: script.fsPath,
    cwd: workingFolder(script),
    ...consoleOptions(readSettings(script).revealOnRun),
    [OURS]: true,
    [LAUNCH]: launch,
  });
  if (started) return row.promise;
  row.settle(null);
  const text = l10n.t('The editor did not start to debug {0}.', path.basename(script.path));
  throw new ExpectedError(text, retry('processTree.debugFile', script));
}

const LAUNCH = '__processTreeLaunch';

/** The debugger and what it runs the script with. @throws ExpectedError where there is none. */
function debuggerOf(interpreter: Interpreter) {
  if (interpreter.kind === 'python') {
    if (!hasPythonDebugger()) {
      const text = l10n.t('Python is debugged by the extension Python Debugger, which is not installed.');
      throw new ExpectedError(text, showExtension(PYTHON_DEBUGGER_EXTENSION));
    }
    return { type: PYTHON_DEBUGGER, python: interpreter.python.executable, subProcess: true };
  }
  const { node, execArgv } = interpreter;
  if (Object.keys(node.env).length === 0) {
    return { type: 'node', runtimeExecutable: node.executable, runtimeArgs: [...execArgv], outputCapture: 'std' };
  }
  const text = l10n.t("The editor's own runtime cannot be debugged. Install Node.js, or set where it is.");
  throw new ExpectedError(text, openSetting(NODE_PATH_SETTING));
}

/** All that the program and its processes print, and the panel stays with the tree unless it is wanted. */
function consoleOptions(reveal: RevealOnRun) {
  return {
    console: 'internalConsole',
    internalConsoleOptions: reveal === 'terminal' ? 'openOnSessionStart' : 'neverOpen',
  };
}

/** Waits for the row of the first process of a session that has not been started yet. */
class FirstRow {
  readonly #row = deferred<string | null>();
  readonly #store = new DisposableStore();

  constructor(sessions: DebugSessions, launch: string) {
    const isOurs = ({ configuration }: DebugSession) => configuration[LAUNCH] === launch;
    this.#store.add(sessions.onDidTie(({ session, row }) => isOurs(rootSession(session)) && this.settle(row)));
    this.#store.add(debug.onDidTerminateDebugSession((session) => isOurs(session) && this.settle(null)));
  }

  get promise(): Promise<string | null> {
    return this.#row.promise;
  }

  settle(row: string | null): void {
    this.#row.resolve(row);
    this.#store.dispose();
  }
}
