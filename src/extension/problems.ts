import { commands, l10n, window } from 'vscode';
import { inspect } from 'node:util';
import { ExpectedError } from './expectedError.ts';
import type { OutputLog } from './log.ts';
import type { Remedy } from './remedies.ts';

/** Shows why something did not work, once, with what helps; with the log, where it is what nobody has thought of. */
export type ShowProblem = (error: unknown) => void;

/** Nobody waits for the answer: whoever called a command is told at once that it is done. */
export function problemsIn(log: OutputLog): ShowProblem {
  return (problem) => {
    showProblem(problem, log).catch((failure: unknown) => log.error(inspect(failure)));
  };
}

async function showProblem(error: unknown, log: OutputLog): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof ExpectedError) return showRemedy(window.showErrorMessage, message, error.remedy);
  log.error(inspect(error));
  const showLog = l10n.t('Show Log');
  if ((await window.showErrorMessage(message, showLog)) === showLog) log.show();
}

/** A notification with one button, which is done when it is pressed. */
export async function showRemedy(
  show: (message: string, button: string) => Thenable<string | undefined>,
  message: string,
  remedy: Remedy,
): Promise<void> {
  if ((await show(message, remedy.title)) === remedy.title) await applyRemedy(remedy);
}

export async function applyRemedy({ command, arguments: args }: Remedy): Promise<void> {
  await commands.executeCommand(command, ...args);
}
