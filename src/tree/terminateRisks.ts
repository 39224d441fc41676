import { l10n } from '../base/l10n.ts';
import type { ProcessRow, SharedObject } from './processRow.ts';
import { rowOf, subtreeOf, type ProcessTree } from './processTree.ts';

/**
 * What is lost or left half done when processes end now, as sentences; none when nothing that is known.
 * @param ids Of the processes that are to end.
 */
export function terminateRisks(tree: ProcessTree, ids: ReadonlySet<string>): string[] {
  const roots = new Map<string, ProcessRow>();
  for (const id of ids) {
    const root = rootOf(tree, id);
    if (root) roots.set(root.id, root);
  }
  const ending = [...ids].map((id) => rowOf(tree, id)).filter((row) => row !== undefined);
  return [...roots.keys()]
    .flatMap((root) => subtreeOf(tree, root))
    .flatMap((keeper) =>
      keeper.objects.flatMap((object) => [
        heldLock(object, ids, ids.has(keeper.id)),
        unfinishedTasks(object, ending, ids.has(keeper.id)),
        itemsLeft(object, ids.has(keeper.id)),
      ]),
    )
    .filter((risk) => risk !== null);
}

/** Of no matter to anybody when what keeps the lock ends too. */
function heldLock({ name, holder, waiters, moreWaiters }: SharedObject, ids: ReadonlySet<string>, all: boolean) {
  if (all || !holder || !ids.has(holder.id)) return null;
  const waiting = waiters.filter(({ id }) => !ids.has(id)).length + moreWaiters;
  const held = l10n.t('{0} holds the lock {1}: what it protects may be left half done.', holder.name, name);
  return waiting === 0 ? held : `${held} ${l10n.t('Waiting for it: {0}.', waiting)}`;
}

/** A consumer that waits for the next item has done with the ones before. */
function unfinishedTasks({ name, kind, depth, unfinished }: SharedObject, ending: readonly ProcessRow[], all: boolean) {
  const taken = (unfinished ?? 0) - (depth ?? 0);
  if (all || taken <= 0) return null;
  const mayHaveSome = ending.some(
    ({ alive, waiting }) =>
      alive && !waiting.some(({ operation, object }) => operation === `${kind}.get` && object === name),
  );
  return mayHaveSome
    ? l10n.t(
        'Of the queue {0} {1} tasks were taken and are not done: what it has of them nobody does again.',
        name,
        taken,
      )
    : null;
}

/** What is shared lives with the process that keeps it: the program's first, or a manager's server. */
function itemsLeft({ name, kind, depth }: SharedObject, all: boolean): string | null {
  if (!all || !depth || !kind.endsWith('Queue')) return null;
  return l10n.t('The queue {0} has {1} items that nobody has taken: they are lost.', name, depth);
}

function rootOf(tree: ProcessTree, id: string): ProcessRow | undefined {
  const row = rowOf(tree, id);
  const parent = row && row.parentId !== null ? rowOf(tree, row.parentId) : undefined;
  return parent ? rootOf(tree, parent.id) : row;
}
