import { parseTimeView, type TimeView } from '../timeline/timeView.ts';
import type { TabId } from './tabs.ts';
import type { VsCodeApi } from './vscodeApi.ts';

/** What the view keeps when it is hidden and when the window is reloaded. */
export interface ViewState {
  /** Ids of rows whose children are not shown. */
  readonly collapsed: readonly string[];
  /** Ids of groups of like rows that are shown. */
  readonly opened: readonly string[];
  readonly selected: string | null;
  /** Ids of all rows that are selected, when they are several. */
  readonly selection: readonly string[];
  readonly filter: string;
  /** Whether the process that was started last is kept in sight. */
  readonly follow: boolean;
  readonly tab: TabId;
  /** Of the tab that is shown. */
  readonly scrollTop: number;
  /** What of the time the timeline shows. */
  readonly timeView: TimeView;
  /** null until the user has opened or closed the details. */
  readonly detailsOpen: boolean | null;
  /** In CSS pixels; null until the user has chosen one. */
  readonly detailsHeight: number | null;
}

/** Reads what an earlier view, perhaps of another version, has kept; what is missing or wrong gets its default. */
export function parseViewState(kept: unknown): ViewState {
  const fields: Record<string, unknown> = typeof kept === 'object' && kept !== null ? { ...kept } : {};
  const { collapsed, selected, selection, filter, detailsOpen } = fields;
  return {
    collapsed: texts(collapsed),
    opened: texts(fields['opened']),
    selected: typeof selected === 'string' ? selected : null,
    selection: texts(selection),
    filter: typeof filter === 'string' ? filter : '',
    follow: fields['follow'] === true,
    tab: fields['tab'] === 'timeline' ? 'timeline' : 'tree',
    timeView: parseTimeView(fields['timeView']) ?? { type: 'program' },
    scrollTop: positive(fields['scrollTop']) ?? 0,
    detailsOpen: typeof detailsOpen === 'boolean' ? detailsOpen : null,
    detailsHeight: positive(fields['detailsHeight']) ?? null,
  };
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((text: unknown) => typeof text === 'string') : [];
}

function positive(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null;
}

/** Keeps the state with the editor, a moment after it has changed: each time costs a message to the host. */
export class ViewStateKeeper {
  #api: VsCodeApi;
  #read: () => ViewState;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(api: VsCodeApi, read: () => ViewState) {
    this.#api = api;
    this.#read = read;
    addEventListener('pagehide', () => this.#flush());
    document.addEventListener('visibilitychange', () => this.#flush());
  }

  changed(): void {
    this.#timer ??= setTimeout(() => this.#flush(), 150);
  }

  #flush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#api.setState(this.#read());
  }
}
