/** Which rows are selected, as VS Code's lists do it: pure, over ids. */
export interface Selection {
  /** In the order of their selection. */
  readonly ids: ReadonlySet<string>;
  /** The row that the details are about. */
  readonly lead: string | null;
  /** Where a range begins. */
  readonly anchor: string | null;
}

/** By a click, with Ctrl (⌘), with Shift. */
export type SelectHow = 'one' | 'toggle' | 'range';

export function selectOne(id: string | null): Selection {
  return { ids: new Set(id === null ? [] : [id]), lead: id, anchor: id };
}

/** Takes a row in, or out. */
export function toggleRow({ ids, lead }: Selection, id: string): Selection {
  if (!ids.has(id)) return { ids: new Set([...ids, id]), lead: id, anchor: id };
  const left = [...ids].filter((other) => other !== id);
  return { ids: new Set(left), lead: lead === id ? (left.at(-1) ?? null) : lead, anchor: id };
}

/**
 * All from the anchor to a row, instead of the range that was there before; what else is selected stays.
 * @param order The ids of the rows that are seen.
 * @param from The anchor where there is none yet, or it is not seen any more.
 */
export function selectRange(selection: Selection, to: string, order: readonly string[], from: string = to): Selection {
  const own = order.indexOf(selection.anchor ?? '');
  const start = own < 0 ? order.indexOf(from) : own;
  const end = order.indexOf(to);
  if (start < 0 || end < 0) return selectOne(to);
  const others = new Set(order.filter((id) => selection.ids.has(id)));
  for (const id of rangeAround(selection.ids, order, start)) others.delete(id);
  const range = order.slice(Math.min(start, end), Math.max(start, end) + 1);
  return { ids: new Set([...others, ...range]), lead: to, anchor: order[start] ?? to };
}

export function selectAll({ lead, anchor }: Selection, order: readonly string[]): Selection {
  const ids = new Set(order);
  return { ids, lead: lead !== null && ids.has(lead) ? lead : (order[0] ?? null), anchor };
}

/** Without the rows that are not seen any more, but for a single one: it may come back. The same when none has gone. */
export function withoutHidden(selection: Selection, isSeen: (id: string) => boolean): Selection {
  const { ids, lead, anchor } = selection;
  if (ids.size < 2) return selection;
  const left = [...ids].filter(isSeen);
  if (left.length === ids.size) return selection;
  if (left.length === 0) return selectOne(lead);
  return { ids: new Set(left), lead: lead !== null && left.includes(lead) ? lead : (left.at(-1) ?? null), anchor };
}

/** The selected rows that lie next to each other around a place. */
function rangeAround(ids: ReadonlySet<string>, order: readonly string[], at: number): string[] {
  const isSelected = (index: number) => ids.has(order[index] ?? '');
  let [first, last] = [at, at];
  while (isSelected(first - 1)) first--;
  while (isSelected(last + 1)) last++;
  return order.slice(first, last + 1);
}
