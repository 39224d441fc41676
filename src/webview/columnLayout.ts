import type { GridLayout } from '../tree/gridLayout.ts';
import { COLUMNS, type Column, type ColumnId } from './gridColumns.ts';

export interface ColumnLayout {
  readonly shown: readonly ColumnId[];
  /** For `grid-template-columns`, of those that have a place of their own. */
  readonly template: string;
  /** `waiting`: it stands in the status's place. `status`: both are told by the icon and the details alone. */
  readonly folded: 'none' | 'waiting' | 'status';
}

/** More than the least, so that a column is not folded only when nothing of it can be read. */
const EASE = 124;
const EASE_FOLDED = 20;
const PADDING = 12;

/** Which columns have room, and how wide they are: pure arithmetic, in CSS pixels. */
export function columnLayout({ shown, widths }: Pick<GridLayout, 'shown' | 'widths'>, room: number): ColumnLayout {
  const wanted = COLUMNS.filter(({ id }) => id === 'name' || id === 'actions' || shown.includes(id));
  const needed = (columns: readonly Column[]) =>
    columns.reduce((sum, { id, width }) => sum + (widths[id] ?? width), PADDING);
  const isFoldable = shown.includes('status') && shown.includes('waiting');
  const columns = fitting(wanted, (some) => needed(some) + EASE <= room);
  const laidOut = (folded: ColumnLayout['folded'], placed: readonly Column[]) => ({
    shown: columns.map(({ id }) => id),
    template: template(placed, widths),
    folded,
  });
  if (needed(columns) + EASE <= room) return laidOut('none', columns);
  const merged = isFoldable ? columns.filter(({ id }) => id !== 'waiting') : columns;
  if (needed(merged) + EASE_FOLDED <= room) return laidOut(isFoldable ? 'waiting' : 'none', merged);
  return laidOut(
    'status',
    columns.filter(({ id }) => id !== 'waiting' && id !== 'status'),
  );
}

/** Without those that can be spared, the least needed first, until they fit. */
function fitting(columns: readonly Column[], fits: (columns: readonly Column[]) => boolean): readonly Column[] {
  if (fits(columns)) return columns;
  const [first] = columns.filter(({ keep }) => keep !== undefined).sort((a, b) => (a.keep ?? 0) - (b.keep ?? 0));
  return first
    ? fitting(
        columns.filter((column) => column !== first),
        fits,
      )
    : columns;
}

function template(columns: readonly Column[], widths: GridLayout['widths']): string {
  const growing = columns.filter(({ id, grow }) => grow > 0 && widths[id] === undefined);
  return columns
    .map(({ id, width, grow }) => {
      const own = widths[id] ?? width;
      const fills = growing.length === 0 && id === 'name'; // something has to take what is left
      if (fills) return `minmax(${own}px, 1fr)`;
      return grow > 0 && widths[id] === undefined ? `minmax(${own}px, ${grow}fr)` : `${own}px`;
    })
    .join(' ');
}
