import { extensions } from 'vscode';
import { PYTHON_DEBUGGER } from './sessionKind.ts';

/** The usual one. */
export const PYTHON_DEBUGGER_EXTENSION = 'ms-python.debugpy';

/** Whether an extension is installed that debugs Python. */
export function hasPythonDebugger(): boolean {
  return extensions.all.some(({ packageJSON }) => {
    const { contributes } = packageJSON as { contributes?: { debuggers?: readonly { type?: unknown }[] } };
    return contributes?.debuggers?.some(({ type }) => type === PYTHON_DEBUGGER) ?? false;
  });
}
