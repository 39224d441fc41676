import { debug } from 'vscode';
import { assertNever } from '../../base/assertNever.ts';
import { l10n } from '../../base/l10n.ts';
import { debugBlocked, type DebugAction } from '../../tree/debugBlocked.ts';
import type { ProcessRow } from '../../tree/processRow.ts';
import { rowsOf, subtreeOf } from '../../tree/processTree.ts';
import { topmost } from '../../tree/targets.ts';
import { ExpectedError } from '../expectedError.ts';
import { revealInTree, showTree } from '../remedies.ts';
import type { TreeModel } from '../treeModel.ts';
import type { Debuggee } from './debuggee.ts';
import type { DebugSessions } from './debugSessions.ts';
import { goOn } from './pause.ts';
import { rootSession } from './sessionKind.ts';

/** What an action is done to: a process, it and its descendants, or all. */
export type Scope = 'row' | 'tree';

/** What the debugger's own commands do to one session, for the processes of the tree: one, several, all. */
export class DebugControl {
  readonly #model: TreeModel;
  readonly #sessions: DebugSessions;

  constructor(model: TreeModel, sessions: DebugSessions) {
    this.#model = model;
    this.#sessions = sessions;
  }

  /**
   * @param ids null for all rows.
   * @throws ExpectedError when there is nothing that it can be done to, or the debugger refuses.
   */
  async do(action: DebugAction, ids: readonly string[] | null, scope: Scope = 'row'): Promise<void> {
    const rows = this.#rows(ids, scope);
    const able = rows.filter((row) => debugBlocked(action, row) === null);
    const [first] = rows;
    if (able.length === 0) throw nothingToDo(action, rows.length === 1 ? first : undefined);
    const outcomes = await Promise.allSettled(this.#targets(action, able).map((work) => work()));
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed)
      throw new ExpectedError(message(failed.reason), first ? revealInTree(first.id) : showTree(), {
        cause: failed.reason,
      });
  }

  #rows(ids: readonly string[] | null, scope: Scope): ProcessRow[] {
    if (ids === null) return rowsOf(this.#model.tree);
    const tops = scope === 'tree' ? topmost(this.#model.tree, ids) : ids;
    return tops.flatMap((id) => {
      const rows = subtreeOf(this.#model.tree, id);
      if (rows.length === 0) throw new ExpectedError(l10n.t('There is no process {0} in the tree.', id), showTree());
      return scope === 'tree' ? rows : rows.slice(0, 1);
    });
  }

  #targets(action: DebugAction, rows: readonly ProcessRow[]): (() => Promise<unknown>)[] {
    const debuggees = rows.map(({ id }) => this.#sessions.of(id));
    switch (action) {
      case 'continue':
        return debuggees.flat().map((debuggee) => () => goOn(debuggee));
      case 'pause':
        return debuggees.flatMap(([process]) => (process ? [() => pause(process)] : [])); // not its threads: the hub is one
      case 'stopDebugging':
      case 'detachDebugger':
        return Array.from(
          new Set(debuggees.flat().map(({ session }) => rootSession(session))),
          (session) => async () => debug.stopDebugging(session),
        );
      default:
        return assertNever(action);
    }
  }
}

async function pause({ session }: Debuggee): Promise<void> {
  const { threads } = (await session.customRequest('threads')) as { threads: readonly { id: number }[] };
  for (const { id: threadId } of threads.slice(0, 1)) await session.customRequest('pause', { threadId });
}

function nothingToDo(action: DebugAction, row: ProcessRow | undefined): ExpectedError {
  if (row) return new ExpectedError(cannot(action, row), revealInTree(row.id));
  const text = action === 'continue' ? l10n.t('No process is paused.') : l10n.t('No process is debugged and runs.');
  return new ExpectedError(text, showTree());
}

function cannot(action: DebugAction, row: ProcessRow): string {
  const reason = debugBlocked(action, row) ?? '';
  switch (action) {
    case 'continue':
      return l10n.t('Cannot continue {0}: {1}.', row.name, reason);
    case 'pause':
      return l10n.t('Cannot pause {0}: {1}.', row.name, reason);
    case 'stopDebugging':
      return l10n.t('Cannot stop debugging {0}: {1}.', row.name, reason);
    case 'detachDebugger':
      return l10n.t('Cannot detach from {0}: {1}.', row.name, reason);
    default:
      return assertNever(action);
  }
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
