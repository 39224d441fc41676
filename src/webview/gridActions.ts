import type { RowHandlers } from './gridContract.ts';
import type { IndexedRows } from './focusHeir.ts';
import type { RowAction } from './keyboard.ts';

export function perform(action: RowAction, id: string, rows: IndexedRows, handlers: RowHandlers): void {
  if (action.type === 'setExpanded') handlers.setExpanded([id], action.expanded);
  else if (action.type === 'setSubtreeExpanded') handlers.setExpanded([id], action.expanded, true);
  else if (action.type === 'expandSiblings') handlers.setExpanded(parentsBeside(id, rows), true);
  else if (action.type === 'focusFilter') handlers.focusFilter();
  else if (action.type === 'openWait') handlers.openWait(id);
  else if (action.type === 'select') handlers.select(id, 'one');
  else if (action.type === 'toggle') handlers.select(id, 'toggle');
  else if (action.type === 'selectAll') handlers.selectAll();
  else handlers.command(action.type === 'open' ? 'openLocation' : action.type, id);
}

/** The siblings of a row that have children, and it itself. */
function parentsBeside(id: string, { items, indices }: IndexedRows): string[] {
  const parent = items[indices.get(id) ?? -1]?.row.parentId;
  return items.filter(({ row, expanded }) => row.parentId === parent && expanded !== null).map(({ row }) => row.id);
}
