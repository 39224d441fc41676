import { commands, type Uri } from 'vscode';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import { debugViewCommands } from './debug/debugCommands.ts';
import type { Debugging } from './debug/debugging.ts';
import type { Columns } from './columns.ts';
import { openExample } from './examples.ts';
import type { NodeLocator } from './nodeLocator.ts';
import type { OutputDocuments } from './outputDocuments.ts';
import { processCommands } from './processCommands.ts';
import { recordingCommands } from './recordings.ts';
import type { ShowProblem } from './problems.ts';
import type { ProcessTreeView } from './processTreeView.ts';
import type { RowCommands } from './rowCommands.ts';
import { runCommands } from './runCommands.ts';
import type { Session } from './session.ts';
import type { TerminalPrograms } from './terminalPrograms.ts';
import type { Terminals } from './terminals.ts';
import { timelineFileCommands } from './timelineFiles.ts';

export interface CommandsOptions {
  readonly session: Session;
  readonly locator: NodeLocator;
  readonly debugging: Debugging;
  readonly view: ProcessTreeView;
  readonly rows: RowCommands;
  readonly showProblem: ShowProblem;
  readonly terminals: Terminals;
  readonly outputs: OutputDocuments;
  readonly columns: Columns;
  readonly terminalPrograms: TerminalPrograms;
  readonly extension: Uri;
  readonly storage: Uri;
  /** The rows that are selected in the view, first the one that its details are about. */
  readonly selection: () => readonly string[];
  /** Those of the row that has the keyboard. */
  readonly focused: () => readonly string[];
  /** Of the timeline, as the view has told them. */
  readonly colours: () => Readonly<Record<string, string>>;
}

/** By what follows `processTree.`; the arguments are what a menu or a caller gives. */
export type Commands = Readonly<Record<string, (argument: unknown, ...more: unknown[]) => Promise<unknown>>>;

export function registerCommands(options: CommandsOptions): Disposable {
  const store = new DisposableStore();
  const all: Commands = {
    ...runCommands(options),
    ...processCommands(options),
    ...viewCommands(options),
    ...debugViewCommands(options),
    ...timelineFileCommands(options),
    ...recordingCommands(options.view),
  };
  for (const [name, run] of Object.entries(all)) {
    const command = (argument: unknown, ...more: unknown[]) => run(argument, ...more).catch(options.showProblem);
    store.add(commands.registerCommand(`processTree.${name}`, command));
  }
  return store;
}

function viewCommands({ session, view, rows, columns, extension, storage }: CommandsOptions): Commands {
  return {
    terminateAll: () => rows.stopAll(),
    terminateOrphans: () => rows.stopOrphans(),
    chooseColumns: () => columns.choose(),
    resetColumns: () => columns.reset(),
    sortBy: () => columns.chooseOrder(),
    copyReportOfAll: () => rows.copyReport(null),
    clearEnded: async () => session.clearEnded(),
    togglePause: async () => view.togglePause(),
    toggleFollow: async () => view.toggleFollow(),
    collapseAll: async () => view.collapseAll(),
    showTimeline: async () => {
      view.showTimeline();
      await view.show();
    },
    openExample: () => openExample(extension, storage),
  };
}
