import { commands, l10n, window } from 'vscode';
import { inspect } from 'node:util';
import type { OutputLog } from './log.ts';
import { CommandError } from './processActions.ts';
import { RunError } from './runScript.ts';

/** Shows why something did not work, once, with what helps: the setting, or the log for what nobody has thought of. */
export type ShowProblem = (error: unknown) => Promise<void>;

export function problemsIn(log: OutputLog): ShowProblem {
  return async (error) => {
    const message = error instanceof Error ? error.message : String(error);
    const setting = error instanceof RunError ? error.setting : null;
    if (setting !== null) {
      const open = () => commands.executeCommand('workbench.action.openSettings', setting);
      return showError(message, l10n.t('Open Setting'), open);
    }
    if (error instanceof RunError || error instanceof CommandError) return void window.showErrorMessage(message);
    log.error(inspect(error));
    return showError(message, l10n.t('Show Log'), () => log.show());
  };
}

async function showError(message: string, action: string, act: () => unknown): Promise<void> {
  if ((await window.showErrorMessage(message, action)) === action) await act();
}
