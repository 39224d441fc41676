import { l10n } from 'vscode';
import type { ProcessRow } from '../tree/processRow.ts';
import { subtreeOf } from '../tree/processTree.ts';
import type { StopAction } from '../tree/treeEvent.ts';
import type { Commands, CommandsOptions } from './commands.ts';
import { debugRowCommands } from './debug/debugCommands.ts';
import { pickProcess } from './processPicker.ts';
import type { Session } from './session.ts';

/** A command on the row that it was chosen on, or else on one that the user picks. */
interface ProcessCommand {
  readonly title: string;
  readonly filter: (row: ProcessRow) => boolean;
  /** Said when no row passes the filter. */
  readonly none: string;
  readonly run: (id: string) => Promise<void>;
}

export function processCommands(options: CommandsOptions): Commands {
  const table: ProcessCommandTable = {
    ...stopCommands(options),
    ...joinCommands(options),
    ...lookCommands(options),
    ...debugRowCommands(options),
  };
  const { session, selected } = options;
  return Object.fromEntries(
    Object.entries(table).map(([name, command]) => [
      name,
      async (argument: unknown) => {
        const id =
          idOf(argument, selected()) ?? (await pickProcess(session.model.tree, { ...command, selected: selected() }));
        if (id !== undefined) await command.run(id);
      },
    ]),
  );
}

export type ProcessCommandTable = Readonly<Record<string, ProcessCommand>>;

function stopCommands({ session, rows }: CommandsOptions): ProcessCommandTable {
  const stop = (action: StopAction, title: string): ProcessCommand => ({
    title,
    filter: ({ terminateBlocked }) => terminateBlocked === null,
    none: l10n.t('No process is running that can be ended from here.'),
    run: (id) => rows.stop(id, action),
  });
  return {
    terminate: stop('terminate', l10n.t('Terminate')),
    kill: stop('kill', l10n.t('Kill')),
    interrupt: stop('interrupt', l10n.t('Interrupt')),
    terminateTree: {
      title: l10n.t('Terminate Tree'),
      filter: ({ id }) => subtreeOf(session.model.tree, id).some(({ alive }) => alive),
      none: l10n.t('No process is running.'),
      run: (id) => rows.stopTree(id),
    },
  };
}

function joinCommands({ session, rows }: CommandsOptions): ProcessCommandTable {
  return {
    join: {
      title: l10n.t('Join'),
      filter: ({ joinBlocked, joining }) => joinBlocked === null && !joining,
      none: l10n.t('There is no process that can be joined from here.'),
      run: (id) => rows.join(id),
    },
    cancelJoin: {
      title: l10n.t('Stop Joining'),
      filter: ({ joining }) => joining,
      none: l10n.t('No join is waiting.'),
      run: async (id) => session.actions.cancelJoin(id),
    },
  };
}

function lookCommands({ session, rows, terminals, terminalPrograms, outputs }: CommandsOptions): ProcessCommandTable {
  const any = { filter: () => true, none: l10n.t('There is no process.') };
  return {
    copy: { ...any, title: l10n.t('Copy'), run: (id) => rows.copy(id) },
    copyTree: { ...any, title: l10n.t('Copy Subtree as Markdown'), run: (id) => rows.copyTree(id) },
    copyReport: { ...any, title: l10n.t('Copy Report'), run: (id) => rows.copyReport(rootOf(session, id)) },
    showOutput: { ...any, title: l10n.t('Show Output'), run: (id) => outputs.show(id, false) },
    showTreeOutput: { ...any, title: l10n.t('Show Output of Subtree'), run: (id) => outputs.show(id, true) },
    showTerminal: {
      title: l10n.t('Show Terminal'),
      filter: ({ id }) => terminals.has(id) || terminalPrograms.has(id),
      none: l10n.t('No program of this window has a terminal.'),
      run: async (id) => {
        const root = rootOf(session, id);
        if (terminals.show(root, { preserveFocus: false }) || (await terminalPrograms.show(root))) return;
        rows.say(l10n.t('The terminal of this program has been closed.'));
      },
    },
  };
}

/** From the webview's context menu comes what its `data-vscode-context` says. */
function idOf(argument: unknown, selected: string | null): string | undefined {
  if (argument === 'selected') return selected ?? undefined; // a key that is pressed in the view
  if (typeof argument === 'string') return argument;
  const id = (argument as { processId?: unknown } | null | undefined)?.processId;
  return typeof id === 'string' ? id : undefined;
}

function rootOf(session: Session, id: string): string {
  const parentId = session.model.row(id)?.parentId ?? null;
  return parentId !== null && session.model.row(parentId) ? rootOf(session, parentId) : id;
}
