import { l10n } from 'vscode';
import { debugBlocked, type DebugAction } from '../../tree/debugBlocked.ts';
import { subtreeOf } from '../../tree/processTree.ts';
import type { Commands, CommandsOptions } from '../commands.ts';
import type { ProcessCommandTable } from '../processCommands.ts';
import { revealRow } from '../revealProgram.ts';
import { doToSeveral } from '../severalProcesses.ts';

/** Those on a row, its subtree, or one that is picked. */
export function debugRowCommands({ session, debugging, rows }: CommandsOptions): ProcessCommandTable {
  const one = (action: DebugAction, title: string, none: string) => ({
    title,
    filter: (row: Parameters<typeof debugBlocked>[1]) => debugBlocked(action, row) === null,
    none,
    run: (ids: readonly string[]) => rows.attempt(() => debugging.control.do(action, ids)),
  });
  const tree = (action: DebugAction, title: string, none: string) => ({
    title,
    filter: ({ id }: { id: string }) =>
      subtreeOf(session.model.tree, id).some((row) => debugBlocked(action, row) === null),
    none,
    run: (ids: readonly string[]) => rows.attempt(() => debugging.control.do(action, ids, 'tree')),
  });
  const nonePaused = l10n.t('No process is paused.');
  const noneRuns = l10n.t('No process is debugged and runs.');
  return {
    continue: one('continue', l10n.t('Continue'), nonePaused),
    continueTree: tree('continue', l10n.t('Continue Subtree'), nonePaused),
    pause: one('pause', l10n.t('Pause'), noneRuns),
    pauseTree: tree('pause', l10n.t('Pause Subtree'), noneRuns),
    stopDebugging: one('stopDebugging', l10n.t('Stop Debugging'), l10n.t('No process is debugged.')),
    detachDebugger: one('detachDebugger', l10n.t('Detach Debugger'), l10n.t('The debugger is attached to no process.')),
    attachDebugger: {
      title: l10n.t('Attach Debugger'),
      filter: ({ attachBlocked }) => attachBlocked === null,
      none: l10n.t('No process runs that the debugger can be attached to.'),
      run: (ids) => {
        const able = ids.filter((id) => ids.length === 1 || session.model.row(id)?.attachBlocked === null);
        return rows.attempt(() => doToSeveral(session.model, able, (id) => debugging.attachments.attach(id)));
      },
    },
  };
}

/** Those on all processes, and what leads from the debugger's views to the tree. */
export function debugViewCommands({ debugging, rows, view }: CommandsOptions): Commands {
  const all = (action: DebugAction) => () => rows.attempt(() => debugging.control.do(action, null));
  return {
    continueAll: all('continue'),
    pauseAll: all('pause'),
    stopAllDebugging: all('stopDebugging'),
    async revealDebugged(...context) {
      const id = debugging.rowOfContext(context);
      if (id === null) return rows.say(l10n.t('This session has no process in the tree.'));
      revealRow(view, id);
      return view.show();
    },
  };
}
