/** The keys of the timeline: rows as in a list, time as in other viewers of traces. */
import type { TimeAction } from '../../timeline/timeView.ts';
import { withControlOnly, type KeyPress, type RowAction } from '../keyboard.ts';
import { clamp } from '../virtualList.ts';

export interface TimelineKeyState {
  /** The row that has the focus. */
  readonly index: number;
  readonly rowCount: number;
  readonly pageSize: number;
  readonly parentIndex: number | null;
  /** null for a row that has no children, or cannot be collapsed. */
  readonly expanded: boolean | null;
  readonly selectedCount: number;
}

export type TimelineAction =
  | { readonly type: 'time'; readonly action: TimeAction }
  | { readonly type: 'focus'; readonly index: number }
  /** Moves the focus, and selects what it passes. */
  | { readonly type: 'extend'; readonly index: number }
  | { readonly type: 'showInTree' }
  | RowAction;

/** Of what is seen, so much by one key press. */
const STEP = 0.1;
export const ZOOM_STEP = 1.5;

/** What a key does; null leaves it to the browser and to VS Code. */
export function timelineAction(press: KeyPress, state: TimelineKeyState): TimelineAction | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = press;
  if (altKey) return ctrlKey || metaKey || shiftKey ? null : withAlt(key, state);
  if (ctrlKey || metaKey) return shiftKey ? extend(withControl(key, state)) : withControl(key, state);
  if (shiftKey && (key === 'ArrowLeft' || key === 'ArrowRight')) return fold(key, state);
  const action = plainKeys[key.length === 1 ? key.toLowerCase() : key]?.(state) ?? null;
  // `+`, `/` and `*` are typed with Shift on some keyboards; with another key it means something else.
  return shiftKey && !['+', '/', '_', '*'].includes(key) ? extend(action) : action;
}

function withAlt(key: string, { expanded }: TimelineKeyState): TimelineAction | null {
  if (key === 'Enter') return { type: 'openWait' };
  if (expanded === null || (key !== 'ArrowLeft' && key !== 'ArrowRight')) return null;
  return { type: 'setSubtreeExpanded', expanded: key === 'ArrowRight' };
}

function withControl(key: string, { rowCount }: TimelineKeyState): TimelineAction | null {
  if (key === 'Home') return { type: 'focus', index: 0 };
  if (key === 'End') return { type: 'focus', index: rowCount - 1 };
  return withControlOnly[key] ?? null;
}

/** With Shift, what moves the focus selects what it passes. */
function extend(action: TimelineAction | null): TimelineAction | null {
  return action?.type === 'focus' ? { type: 'extend', index: action.index } : null;
}

const time = (action: TimeAction) => () => ({ type: 'time', action }) as const;
const pan = (by: number) => time({ type: 'pan', by });
const zoom = (factor: number) => time({ type: 'zoom', factor });
const toRow = (by: (state: TimelineKeyState) => number) => (state: TimelineKeyState) =>
  ({ type: 'focus', index: clamp(state.index + by(state), 0, state.rowCount - 1) }) as const;
const just = (action: TimelineAction) => () => action;

const plainKeys: Record<string, ((state: TimelineKeyState) => TimelineAction | null) | undefined> = {
  ArrowDown: toRow(() => 1),
  ArrowUp: toRow(() => -1),
  PageDown: toRow(({ pageSize }) => pageSize),
  PageUp: toRow(({ pageSize }) => -pageSize),
  ArrowLeft: pan(-STEP),
  ArrowRight: pan(STEP),
  a: pan(-STEP),
  d: pan(STEP),
  '+': zoom(1 / ZOOM_STEP),
  '=': zoom(1 / ZOOM_STEP),
  w: zoom(1 / ZOOM_STEP),
  '-': zoom(ZOOM_STEP),
  _: zoom(ZOOM_STEP),
  s: zoom(ZOOM_STEP),
  Home: time({ type: 'start' }),
  End: time({ type: 'follow' }),
  f: time({ type: 'program' }),
  '0': time({ type: 'all' }),
  Enter: just({ type: 'showInTree' }),
  ' ': just({ type: 'select' }),
  Delete: just({ type: 'terminate' }),
  '*': just({ type: 'expandSiblings' }),
  '/': just({ type: 'focusFilter' }),
  Escape: ({ selectedCount }) => (selectedCount > 1 ? { type: 'select' } : null),
};

function fold(key: 'ArrowLeft' | 'ArrowRight', { expanded, parentIndex }: TimelineKeyState): TimelineAction | null {
  if (key === 'ArrowRight') return expanded === false ? { type: 'setExpanded', expanded: true } : null;
  if (expanded) return { type: 'setExpanded', expanded: false };
  return parentIndex === null ? null : { type: 'focus', index: parentIndex };
}
