import { l10n, Uri, window } from 'vscode';
import type { Commands, CommandsOptions } from './commands.ts';
import { revealProgram } from './revealProgram.ts';
import { checkTrust, runScript } from './runScript.ts';
import { activeScript, pickScript } from './scriptFiles.ts';
import { ArgumentsError, splitArguments } from './splitArguments.ts';

export function runCommands({ session, locator, debugging, view }: CommandsOptions): Commands {
  /** The arguments that were typed last, by script. */
  const typed = new Map<string, string>();
  return {
    async runFile(argument) {
      checkTrust(); // here and below: before anything is chosen, so that nobody chooses in vain
      const script = argument instanceof Uri ? argument : (activeScript() ?? (await pickScript()));
      return script && runScript(session, locator, script);
    },
    async debugFile(argument) {
      checkTrust();
      const script = argument instanceof Uri ? argument : (activeScript() ?? (await pickScript()));
      const id = script && (await debugging.debugFile(script));
      if (script && id) revealProgram(id, script.fsPath, { view, showOutput: () => {} }); // the Debug Console is shown
      return id;
    },
    async runScript(argument) {
      checkTrust();
      const script = argument instanceof Uri ? argument : await pickScript();
      if (!script) return undefined;
      const line = await askArguments(script, typed.get(script.fsPath));
      if (line === undefined) return undefined;
      typed.set(script.fsPath, line);
      return runScript(session, locator, script, splitArguments(line));
    },
  };
}

async function askArguments(script: Uri, before = ''): Promise<string | undefined> {
  return window.showInputBox({
    title: l10n.t('Run Script'),
    prompt: l10n.t('Arguments for {0}, as in a shell; nothing is expanded', script.path.split('/').at(-1) ?? ''),
    value: before,
    validateInput: objection,
  });
}

function objection(line: string): string | null {
  try {
    splitArguments(line);
    return null;
  } catch (error) {
    if (error instanceof ArgumentsError) return error.message;
    throw error;
  }
}
