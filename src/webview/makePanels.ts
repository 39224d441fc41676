import type { TimelineColours } from '../timeline/colours.ts';
import type { GridLayout } from '../tree/gridLayout.ts';
import type { RowCommand } from '../tree/messages.ts';
import type { RowLocation } from '../tree/processRow.ts';
import { Panels } from './panels.ts';
import type { RowRequests } from './rowRequests.ts';
import { rowTooltip } from './rowText.ts';
import { TimelineView } from './timeline/timelineView.ts';
import { Treegrid } from './treegrid.ts';
import type { TreeModel } from './treeModel.ts';
import type { SelectHow } from './selection.ts';
import type { ViewState } from './viewState.ts';
import type { VsCodeApi } from './vscodeApi.ts';

/** What the tree and the timeline ask of the view that they are a part of. */
export interface PanelRequests {
  readonly select: (id: string, how: SelectHow, from?: string) => void;
  readonly selectAll: () => void;
  readonly setExpanded: (ids: readonly string[], expanded: boolean, deep?: boolean) => void;
  /** The user has changed columns or their order. */
  readonly changeLayout: (layout: GridLayout) => void;
  /** Shows a process of the timeline in the tree. */
  readonly showInTree: (id: string) => void;
  readonly focusFilter: () => void;
  /** The user looks somewhere. */
  readonly looked: () => void;
  /** The other one is shown now. */
  readonly switched: () => void;
  /** What is worth keeping has changed. */
  readonly changed: () => void;
}

export interface PanelParts {
  readonly api: VsCodeApi;
  readonly model: TreeModel;
  readonly requests: RowRequests;
}

/** What opens something is about one row. */
const one: ReadonlySet<RowCommand> = new Set(['openLocation', 'showOutput']);

/** The tree and the timeline, as they were when `state` was kept. */
export function makePanels(view: PanelRequests, { api, model, requests }: PanelParts, state: ViewState): Panels {
  const { select, selectAll, setExpanded, changeLayout, showInTree, focusFilter, looked, switched, changed } = view;
  const command = (name: RowCommand, id: string) =>
    requests.command(name, one.has(name) ? model.processesOf([id]).slice(0, 1) : model.targets(id));
  const press = (name: RowCommand, id: string) => requests.command(name, model.processesOf([id]));
  const openWait = (id: string) => requests.openWait(id);
  const open = (location: RowLocation) => requests.open(location);
  const tooltip = (id: string) => rowTooltip(model.row(id), model.parentOf(id));
  const colours = (all: TimelineColours) => api.post({ type: 'colours', colours: { ...all } });
  const shared = { select, selectAll, setExpanded, command, openWait, focusFilter };
  const grid = new Treegrid({ ...shared, press, looked, scrolled: changed, tooltip, changeLayout });
  const timeline = new TimelineView({ ...shared, changed, open, showInTree, colours }, state.timeView);
  const watchLives = (watch: boolean) => api.post({ type: 'watchLives', watch });
  return new Panels({ grid, timeline }, { watchLives, switched }, state);
}
