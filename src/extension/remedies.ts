import type { Uri } from 'vscode';
import { l10n } from '../base/l10n.ts';

/** What a person would do next about a problem: a command of the editor's, and what stands on its button. */
export interface Remedy {
  readonly title: string;
  readonly command: string;
  readonly arguments: readonly unknown[];
}

const REVEAL = 'processTree.revealDebugged';
const SHOW = 'processTree.view.focus';

export function manageTrust(): Remedy {
  return remedy(l10n.t('Manage Workspace Trust'), 'workbench.trust.manage');
}

/** The Python extension's own. */
export function selectInterpreter(): Remedy {
  return remedy(l10n.t('Select Interpreter'), 'python.setInterpreter');
}

/** @param id `publisher.name` */
export function showExtension(id: string): Remedy {
  return remedy(l10n.t('Show Extension'), 'workbench.extensions.search', `@id:${id}`);
}

export function runScript(): Remedy {
  return remedy(l10n.t('Run Script…'), 'processTree.runScript');
}

export function openFile(file: Uri): Remedy {
  return remedy(l10n.t('Open File'), 'vscode.open', file);
}

/** For a file that is not where it should be. */
export function findFile(name: string): Remedy {
  return remedy(l10n.t('Find File…'), 'workbench.action.quickOpen', name);
}

export function openRecording(): Remedy {
  return remedy(l10n.t('Open Another…'), 'processTree.openRecording');
}

/** Does again what has failed. */
export function retry(command: string, ...args: readonly unknown[]): Remedy {
  return remedy(l10n.t('Try Again'), command, ...args);
}

export function revealInTree(id: string): Remedy {
  return remedy(l10n.t('Reveal in Process Tree'), REVEAL, { processId: id });
}

export function showTree(): Remedy {
  return remedy(l10n.t('Show Process Tree'), SHOW);
}

/** Whether it only shows the row, or the view. */
export function isSeenInTree({ command }: Remedy): boolean {
  return command === REVEAL || command === SHOW;
}

function remedy(title: string, command: string, ...args: readonly unknown[]): Remedy {
  return { title, command, arguments: args };
}
