import { commands, Uri } from 'vscode';
import { VIEW_ID, type ProcessTreeView } from './processTreeView.ts';
import { readSettings } from './settings.ts';

export interface ProgramViews {
  readonly view: ProcessTreeView;
  /** Shows the program's output, where that is not shown by whoever runs it. */
  readonly showOutput: () => void;
}

/** Shows what the user has just started, without taking the focus from the editor. */
export function revealProgram(id: string, script: string, { view, showOutput }: ProgramViews): void {
  revealRow(view, id);
  const { revealOnRun } = readSettings(Uri.file(script));
  if (revealOnRun === 'terminal') showOutput();
  else if (revealOnRun === 'tree') void commands.executeCommand(`${VIEW_ID}.focus`, { preserveFocus: true });
}

/** Selects a row, which is not in a recording, as soon as the view can. */
export function revealRow(view: ProcessTreeView, id: string): void {
  if (view.recordedAt !== null) void commands.executeCommand('processTree.closeRecording');
  view.reveal(id);
}
