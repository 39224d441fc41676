import { diff } from '../tree/diff.ts';
import type { Life, LifeMark } from '../tree/life.ts';
import type { ProcessRow } from '../tree/processRow.ts';
import { rowOf, type ProcessTree } from '../tree/processTree.ts';
import type { TreeEvent } from '../tree/treeEvent.ts';
import { VersionedMap } from '../tree/versionedMap.ts';
import { closeSpans, mergeSpans } from './mergeSpans.ts';
import { openSpans } from './openSpans.ts';

/** The lives of all processes that did more than run; an immutable value, as the tree is. */
export interface History {
  readonly lives: VersionedMap<string, Life>;
  /** How many closed spans there are in all. */
  readonly spans: number;
  /** With more of them, those of each life are merged. */
  readonly most: number;
  /** The same; more where there are so many processes that merging leaves more. */
  readonly room: number;
}

/** About 10 MB. */
const MOST_SPANS = 50_000;
const MOST_MARKS = 100;
const NO_LIFE: Life = { closed: [], open: [], marks: [] };

export function emptyHistory(most: number = MOST_SPANS): History {
  return { lives: VersionedMap.empty(), spans: 0, most, room: most };
}

/**
 * The history after `event`, which has turned the tree `previous` into `next`. What the rows tell (when a process began
 * and how it ended) is not kept a second time. Costs as much as there are rows that change.
 * @param now In milliseconds since the epoch: most events do not say when they happened.
 */
export function record(
  history: History,
  event: TreeEvent,
  previous: ProcessTree,
  next: ProcessTree,
  now: number,
): History {
  const { changed, removed } = diff(previous, next);
  const rest = removed.reduce(forget, history);
  const after = changed.reduce((state, row) => recordRow(state, row, now), rest);
  return merged(recordCommand(after, event, next, now));
}

function recordRow(history: History, row: ProcessRow, now: number): History {
  const life = history.lives.get(row.id);
  const open = openSpans(row, life?.open ?? [], now);
  if (open === life?.open || (!life && open.length === 0)) return history;
  const goesOn = new Set(open.map(({ key }) => key));
  const over = life?.open.filter(({ key }) => !goesOn.has(key)) ?? [];
  const closed = closeSpans(life?.closed ?? [], over, row.endedAt ?? now);
  return put(history, row.id, { ...(life ?? NO_LIFE), open, closed });
}

function recordCommand(history: History, event: TreeEvent, tree: ProcessTree, now: number): History {
  if ((event.type !== 'commandSent' && event.type !== 'joining') || !rowOf(tree, event.id)) return history;
  const life = history.lives.get(event.id) ?? NO_LIFE;
  const mark: LifeMark =
    event.type === 'joining' ? { at: now, action: 'join' } : { at: event.at, action: event.action };
  const marks = [...life.marks.slice(1 - MOST_MARKS), mark];
  return put(history, event.id, { ...life, marks });
}

function forget(history: History, id: string): History {
  const life = history.lives.get(id);
  return life ? { ...history, lives: history.lives.delete(id), spans: history.spans - life.closed.length } : history;
}

function put(history: History, id: string, life: Life): History {
  const before = history.lives.get(id)?.closed.length ?? 0;
  return { ...history, lives: history.lives.set(id, life), spans: history.spans + life.closed.length - before };
}

/** Not again before some have come: with very many processes there may be little to merge. */
function merged(history: History): History {
  if (history.spans <= history.room) return history;
  const all = Array.from(history.lives.entries());
  const after = all.reduce((state, [id, life]) => {
    return put(state, id, { ...life, closed: mergeSpans(life.closed, life.closed.length) });
  }, history);
  return { ...after, room: Math.max(history.most, after.spans + history.most / 4) };
}
