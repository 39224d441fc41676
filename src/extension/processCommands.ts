import { l10n } from 'vscode';
import type { ProcessRow } from '../tree/processRow.ts';
import { rootOf, subtreeOf } from '../tree/processTree.ts';
import type { StopAction } from '../tree/treeEvent.ts';
import type { Commands, CommandsOptions } from './commands.ts';
import { debugRowCommands } from './debug/debugCommands.ts';
import { pickProcesses } from './processPicker.ts';

/** A command on the row that it was chosen on, with all that are selected if it is one of them; or else on what the user picks. */
interface ProcessCommand {
  readonly title: string;
  readonly filter: (row: ProcessRow) => boolean;
  /** Said when no row passes the filter. */
  readonly none: string;
  /** It is about one process. */
  readonly single?: true;
  readonly run: (ids: readonly string[]) => Promise<void>;
}

export function processCommands(options: CommandsOptions): Commands {
  const table: ProcessCommandTable = {
    ...stopCommands(options),
    ...joinCommands(options),
    ...lookCommands(options),
    ...debugRowCommands(options),
  };
  const { session, selection, rows } = options;
  return Object.fromEntries(
    Object.entries(table).map(([name, command]) => [
      name,
      async (argument: unknown) => {
        const selected = selection();
        const sayNone = () => rows.sayNone(command.none);
        const ids =
          targetsOf(argument, options, command) ??
          (await pickProcesses(session.model.tree, { ...command, selected, sayNone }));
        if (ids.length > 0) await command.run(ids);
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
    run: (ids) => rows.stop(ids, action),
  });
  return {
    terminate: stop('terminate', l10n.t('Terminate')),
    kill: stop('kill', l10n.t('Kill')),
    interrupt: stop('interrupt', l10n.t('Interrupt')),
    terminateTree: {
      title: l10n.t('Terminate Tree'),
      filter: ({ id }) => subtreeOf(session.model.tree, id).some(({ alive }) => alive),
      none: l10n.t('No process is running.'),
      run: (ids) => rows.stopTree(ids),
    },
  };
}

function joinCommands({ rows }: CommandsOptions): ProcessCommandTable {
  return {
    join: {
      title: l10n.t('Join'),
      filter: ({ joinBlocked, joining }) => joinBlocked === null && !joining,
      none: l10n.t('There is no process that can be joined from here.'),
      run: (ids) => rows.join(ids),
    },
    cancelJoin: {
      title: l10n.t('Stop Joining'),
      filter: ({ joining }) => joining,
      none: l10n.t('No join is waiting.'),
      run: async (ids) => rows.cancelJoin(ids),
    },
  };
}

function lookCommands({ session, rows, terminals, terminalPrograms, outputs }: CommandsOptions): ProcessCommandTable {
  const any = { filter: () => true, none: l10n.t('There is no process.') };
  const one = { ...any, single: true as const };
  return {
    copy: { ...any, title: l10n.t('Copy'), run: (ids) => rows.copy(ids) },
    copyTree: { ...any, title: l10n.t('Copy Subtree as Markdown'), run: (ids) => rows.copyTree(ids) },
    copyReport: { ...any, title: l10n.t('Copy Report'), run: (ids) => rows.copyReport(ids) },
    showOutput: { ...one, title: l10n.t('Show Output'), run: ([id = '']) => outputs.show(id, false) },
    showTreeOutput: { ...one, title: l10n.t('Show Output of Subtree'), run: ([id = '']) => outputs.show(id, true) },
    showTerminal: {
      title: l10n.t('Show Terminal'),
      filter: ({ id }) => terminals.has(id) || terminalPrograms.has(id),
      none: l10n.t('No program of this window has a terminal.'),
      single: true,
      run: async ([id = '']) => {
        const root = rootOf(session.model.tree, id);
        if (terminals.show(root, { preserveFocus: false }) || (await terminalPrograms.show(root))) return;
        rows.say(l10n.t('The terminal of this program has been closed.'));
      },
    },
  };
}

/** From the webview's context menu comes what its `data-vscode-context` says. */
function targetsOf(
  argument: unknown,
  { selection, focused }: Pick<CommandsOptions, 'selection' | 'focused'>,
  { single }: Pick<ProcessCommand, 'single'>,
): readonly string[] | undefined {
  if (typeof argument === 'string' && argument !== 'selected') return [argument];
  const ids = argument === 'selected' ? focused() : idsOfMenu(argument);
  const [first] = ids;
  if (first === undefined) return undefined;
  const selected = selection();
  if (single) return [first];
  return ids.every((id) => selected.includes(id)) ? selected : ids;
}

/** A row may stand for several processes. */
function idsOfMenu(argument: unknown): readonly string[] {
  const { processId, processIds } = (argument ?? {}) as { processId?: unknown; processIds?: unknown };
  const ids: readonly unknown[] = Array.isArray(processIds) ? processIds : [processId];
  return ids.filter((id) => typeof id === 'string');
}
