import type { IndexedRows } from './focusHeir.ts';
import type { GridFocus, TreegridModel } from './gridContract.ts';
import type { GridState } from './keyboard.ts';

/** What of the grid only its elements know. */
export type GridSurroundings = Pick<GridState, 'columns' | 'pageSize' | 'hasHeader'>;

/** What a key is about; null when no row has the focus. */
export function gridKeyState(
  { items, indices }: IndexedRows,
  { collapsible, selection }: TreegridModel,
  { id, column }: GridFocus,
  surroundings: GridSurroundings,
): GridState | null {
  const index = indices.get(id ?? '');
  const item = items[index ?? -1];
  if (index === undefined || !item) return null;
  return {
    ...surroundings,
    index,
    column,
    onButton: column === 'terminate' || column === 'join',
    expanded: collapsible ? item.expanded : null,
    parentIndex: indices.get(item.inGroup ?? item.row.parentId ?? '') ?? null,
    rowCount: items.length,
    selectedCount: selection.size,
  };
}
