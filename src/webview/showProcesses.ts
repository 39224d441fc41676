import { counts } from '../tree/status.ts';
import type { Details } from './details.ts';
import type { Follow } from './follow.ts';
import type { Header } from './header.ts';
import type { Panels } from './panels.ts';
import type { RowStore } from './rowStore.ts';
import type { TreeModel } from './treeModel.ts';
import type { ViewFrame } from './viewFrame.ts';

interface ProcessParts {
  readonly store: RowStore;
  readonly model: TreeModel;
  readonly follow: Follow;
  readonly header: Header;
  readonly panels: Panels;
  readonly details: Details;
  readonly frame: ViewFrame;
}

/**
 * All parts of the view show what the model has: the counts, the rows of the tree or the timeline, the details.
 * @param fresh Ids of rows that have just come.
 */
export function showProcesses(parts: ProcessParts, fresh: ReadonlySet<string>): void {
  const { store, model, follow, header, panels, details, frame } = parts;
  const { rows } = store;
  const isTree = panels.tabs.current === 'tree';
  model.isRolled = isTree;
  const items = model.visible();
  const { selected, selectedRow, collapsible } = model;
  const { ids: selection } = model.selection;
  const [program = null] = model.processesOf(selected === null ? [] : [selected]);
  header.showCounts(counts(rows.values()), model.matches);
  header.showFollowing(isTree ? follow.isOn : null);
  frame.hasMatches = items.length > 0;
  panels.show({ items, selected, selection, fresh, collapsible, rows, program });
  details.selectedCount = selection.size;
  details.show(selectedRow, model.parentOf(selected), model.groupOf(selected));
}
