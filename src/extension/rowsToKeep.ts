import type { ProcessRow } from '../tree/processRow.ts';

/**
 * The newest `limit` rows that are worth keeping: whole trees, the newest first; of one that is too large, its upper rows.
 * What was measured is left out: it would be old, and the rows would have to be written each time that it changes.
 * @param rows In the order of the tree, parents before their children.
 */
export function rowsToKeep(rows: readonly ProcessRow[], limit: number): ProcessRow[] {
  const kept: ProcessRow[][] = [];
  let room = limit;
  for (const tree of treesOf(rows).toReversed()) {
    kept.push(tree.slice(0, room));
    room -= tree.length;
    if (room <= 0) break;
  }
  return kept.toReversed().flat().map(unmeasured);
}

function unmeasured(row: ProcessRow): ProcessRow {
  return { ...row, cpu: null, memory: null };
}

function treesOf(rows: readonly ProcessRow[]): ProcessRow[][] {
  const trees: ProcessRow[][] = [];
  const present = new Set<string>();
  for (const row of rows) {
    const tree = row.parentId !== null && present.has(row.parentId) ? trees.at(-1) : undefined;
    if (tree) tree.push(row);
    else trees.push([row]);
    present.add(row.id);
  }
  return trees;
}
