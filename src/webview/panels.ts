import type { TimeView } from '../timeline/timeView.ts';
import type { LivesMessage } from '../tree/messages.ts';
import type { GridLayout } from '../tree/gridLayout.ts';
import type { ProcessRow } from '../tree/processRow.ts';
import { setHidden } from './dom.ts';
import type { TreegridModel } from './gridContract.ts';
import { Tabs, type TabId } from './tabs.ts';
import type { Treegrid } from './treegrid.ts';
import type { TimelineView } from './timeline/timelineView.ts';

export interface PanelsModel extends TreegridModel {
  readonly rows: ReadonlyMap<string, ProcessRow>;
  /** Of the selected row, which may be that of a group: a process. */
  readonly program: string | null;
}

export interface PanelsHandlers {
  /** The user wants to see the other one. */
  switched(): void;
  /** Whether the host shall tell of lives; it is asked again after what it has told is not understood. */
  watchLives(watch: boolean): void;
}

/** The tree and the timeline: the same rows, one of both shown at a time. */
export class Panels {
  readonly tabs: Tabs;
  readonly #grid: Treegrid;
  readonly #timeline: TimelineView;
  readonly #handlers: PanelsHandlers;
  #scrollTop: Partial<Record<TabId, number>>;
  /** What was selected when each was seen last. */
  readonly #selected: Partial<Record<TabId, string | null>> = {};

  /** @param scrollTop Where the shown one was before a reload. */
  constructor(
    parts: { readonly grid: Treegrid; readonly timeline: TimelineView },
    handlers: PanelsHandlers,
    { tab, scrollTop }: { readonly tab: TabId; readonly scrollTop: number },
  ) {
    this.#grid = parts.grid;
    this.#timeline = parts.timeline;
    this.#handlers = handlers;
    this.#scrollTop = { [tab]: scrollTop };
    const contents = { tree: this.#grid.element, timeline: this.#timeline.element };
    this.tabs = new Tabs(tab, contents, () => this.#onSwitch());
  }

  get state(): { readonly tab: TabId; readonly scrollTop: number; readonly timeView: TimeView } {
    const { current } = this.tabs;
    const scrollTop = this.#scrollTop[current] ?? this.#shown.scrollTop;
    return { tab: current, scrollTop, timeView: this.#timeline.timeView };
  }

  /** The host has told of all rows: it may not know any more what else is wanted. */
  restarted(): void {
    if (this.tabs.current === 'timeline') this.#handlers.watchLives(true);
  }

  receiveLives(message: LivesMessage): void {
    if (!this.#timeline.receive(message)) this.#handlers.watchLives(true);
  }

  show(model: PanelsModel): void {
    setHidden(this.tabs.panels, model.items.length === 0);
    const { current } = this.tabs;
    if (current === 'tree') this.#grid.show(model);
    else this.#timeline.show(model);
    const scrollTop = this.#scrollTop[current];
    if (scrollTop !== undefined) this.#shown.scrollTop = scrollTop;
    delete this.#scrollTop[current];
    this.#selected[current] = model.selected;
  }

  reveal(id: string, atTop: boolean): void {
    if (this.tabs.current === 'tree') this.#grid.reveal(id, atTop);
    else this.#timeline.reveal(id);
  }

  /** Brings the first of these rows that is seen into sight, in the tree. */
  follow(ids: readonly string[]): void {
    if (this.tabs.current === 'tree') this.#grid.follow(ids);
  }

  showTab(id: TabId): void {
    if (id === this.tabs.current) return;
    this.tabs.show(id);
    this.#onSwitch();
  }

  set layout(layout: GridLayout) {
    this.#grid.layout = layout;
  }

  /** Whether the pointer is on the rows. */
  get hovered(): boolean {
    return this.tabs.panels.matches(':hover');
  }

  /** The row that has the keyboard. */
  get focused(): string | null {
    return this.#shown.focused;
  }

  takeFocus(): void {
    this.#shown.takeFocus();
  }

  takeFocusInPlace(): void {
    this.#shown.takeFocusInPlace();
  }

  get #shown(): Treegrid | TimelineView {
    return this.tabs.current === 'tree' ? this.#grid : this.#timeline;
  }

  #onSwitch(): void {
    const watch = this.tabs.current === 'timeline';
    if (!watch) this.#timeline.rest();
    this.#handlers.watchLives(watch);
    const { current } = this.tabs;
    const before = this.#selected[current];
    this.#handlers.switched();
    const selected = this.#selected[current] ?? null;
    if (selected !== null && selected !== before) this.reveal(selected, false); // it was selected in the other one
  }
}
