/** What the timeline shows, and what it asks for: between it and the view that it is a part of. */
import type { TimelineColours } from '../../timeline/colours.ts';
import type { ProcessRow, RowLocation } from '../../tree/processRow.ts';
import type { VisibleRow } from '../../tree/visibleRows.ts';
import type { RowHandlers } from '../gridContract.ts';

export interface TimelineModel {
  readonly items: readonly VisibleRow[];
  readonly rows: ReadonlyMap<string, ProcessRow>;
  readonly selected: string | null;
  readonly selection: ReadonlySet<string>;
  readonly collapsible: boolean;
  /** A process of the program whose time is shown; null for the one that was started last. */
  readonly program: string | null;
}

export interface TimelineHandlers extends RowHandlers {
  open(location: RowLocation): void;
  /** Shows the process in the tree. */
  showInTree(id: string): void;
  /** The theme has these. */
  colours(colours: TimelineColours): void;
  /** What is worth keeping has changed. */
  changed(): void;
}
