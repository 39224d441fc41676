import { l10n, workspace, type Uri } from 'vscode';
import path from 'node:path';
import { ExpectedError } from './expectedError.ts';
import type { Interpreter } from './interpreter.ts';
import type { NodeLocator, NodeRuntime, NodeSearch } from './nodeLocator.ts';
import { nodeProblemText } from './nodeProblemText.ts';
import { selectedPython } from './python/pythonExtension.ts';
import { findPython, type PythonRuntime } from './python/pythonLocator.ts';
import { pythonProblemRemedy, pythonProblemText } from './python/pythonProblemText.ts';
import { manageTrust, openFile, runScript as chooseScript } from './remedies.ts';
import { openSetting } from './openSetting.ts';
import { isPython, isScript } from './scriptFiles.ts';
import type { Session } from './session.ts';
import { NODE_PATH_SETTING, readSettings } from './settings.ts';

/**
 * Runs a script as a program of the tree.
 * @returns The id of its row.
 * @throws ExpectedError when the workspace is not trusted, the file is none that can be run, or nothing can run it; Error
 *   when the program cannot be started.
 */
export async function runScript(session: Session, locator: NodeLocator, script: Uri, args: readonly string[] = []) {
  const interpreter = await prepareScript(locator, script);
  return session.run({ script: script.fsPath, args, cwd: workingFolder(script), interpreter });
}

/**
 * What a script is run by; it is saved before.
 * @throws ExpectedError when the workspace is not trusted, the file is none that can be run, or nothing can run it.
 */
export async function prepareScript(locator: NodeLocator, script: Uri): Promise<Interpreter> {
  checkTrust();
  if (!isScript(script)) {
    const name = path.basename(script.path);
    const text = l10n.t('{0} is no TypeScript, JavaScript or Python file on disk. Save it as one first.', name);
    throw new ExpectedError(text, chooseScript());
  }
  await saveDocument(script);
  if (isPython(script)) return { kind: 'python', python: await pythonFor(script) };
  return { kind: 'node', node: await nodeFor(locator, script), execArgv: readSettings(script).execArgv };
}

async function nodeFor(locator: NodeLocator, script: Uri): Promise<NodeRuntime> {
  const search = await findNode(locator, script);
  if (search.ok) return search.node;
  throw new ExpectedError(nodeProblemText(search.problem), openSetting(NODE_PATH_SETTING));
}

async function pythonFor(script: Uri): Promise<PythonRuntime> {
  const configured = readSettings(script).pythonPath;
  const selected = await selectedPython(script);
  const search = await findPython({ configured, selected, cwd: workingFolder(script) });
  if (search.ok) return search.python;
  throw new ExpectedError(pythonProblemText(search.problem), pythonProblemRemedy(search.problem));
}

/** @throws ExpectedError when the workspace is not trusted. */
export function checkTrust(): void {
  const blocked = runBlockedByTrust();
  if (blocked !== null) throw new ExpectedError(blocked, manageTrust());
}

export function runBlockedByTrust(): string | null {
  if (workspace.isTrusted) return null;
  return l10n.t('Scripts are not run in Restricted Mode. Trust this workspace to run them.');
}

/** @param script What would be run; without it, what the workspace's first folder would have. */
export function findNode(locator: NodeLocator, script?: Uri): Promise<NodeSearch> {
  const folder = script ? workingFolder(script) : (workspace.workspaceFolders?.[0]?.uri.fsPath ?? process.cwd());
  return locator.find({ configured: readSettings(script).nodePath, cwd: folder });
}

export function workingFolder(script: Uri): string {
  return workspace.getWorkspaceFolder(script)?.uri.fsPath ?? path.dirname(script.fsPath);
}

/** What runs is what one sees. */
async function saveDocument(script: Uri): Promise<void> {
  const document = workspace.textDocuments.find(({ uri }) => uri.toString() === script.toString());
  if (!document?.isDirty) return;
  if (await document.save()) return;
  const text = l10n.t('{0} could not be saved, so it was not run.', path.basename(script.path));
  throw new ExpectedError(text, openFile(script));
}
