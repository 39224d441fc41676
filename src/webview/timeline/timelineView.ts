import { l10n } from '../../base/l10n.ts';
import { resolution, type TimeScale } from '../../timeline/timeScale.ts';
import type { TimeExtent, TimeView } from '../../timeline/timeView.ts';
import type { LivesMessage } from '../../tree/messages.ts';
import { clock } from '../clock.ts';
import { element, setAttribute } from '../dom.ts';
import { perform } from '../gridActions.ts';
import type { SelectHow } from '../selection.ts';
import { Drawing } from './drawing.ts';
import { LifeRows } from './lifeRows.ts';
import { LifeStore } from './lifeStore.ts';
import { Pointed } from './pointed.ts';
import type { TimelineHandlers, TimelineModel } from './timelineContract.ts';
import { timelineAction, ZOOM_STEP, type TimelineAction } from './timelineKeys.ts';
import { listenToTimeline, type PointerPlace } from './timelinePointer.ts';
import { TimeWindow } from './timeWindow.ts';
import { Toolbar } from './toolbar.ts';

/** Each process's life as a bar, on an axis of time. */
export class TimelineView {
  readonly element = element('div', 'timeline');
  readonly #handlers: TimelineHandlers;
  readonly #lives = new LifeStore();
  readonly #rows = new LifeRows(() => this.#scrolled());
  readonly #grid = element('div', 'lives', {
    role: 'treegrid',
    'aria-label': l10n.t('Timeline of the processes'),
    'aria-multiselectable': 'true',
  });
  readonly #time: TimeWindow;
  readonly #toolbar = new Toolbar({
    zoomIn: () => this.#time.act({ type: 'zoom', factor: 1 / ZOOM_STEP }),
    zoomOut: () => this.#time.act({ type: 'zoom', factor: ZOOM_STEP }),
    fitProgram: () => this.#time.act({ type: 'program' }),
    fitAll: () => this.#time.act({ type: 'all' }),
    follow: () => this.#time.act({ type: 'follow' }),
  });
  readonly #drawing = new Drawing(this.element, this.#toolbar.legend, {
    changed: () => this.#requestDraw(),
    colours: (colours) => this.#handlers.colours(colours),
  });
  readonly #pointed = new Pointed(this.#lives);
  #model: TimelineModel = {
    items: [],
    rows: new Map(),
    selected: null,
    selection: new Set(),
    collapsible: true,
    program: null,
  };
  /** The width of the names, in CSS pixels. */
  #names = 0;
  #frame: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(handlers: TimelineHandlers, view: TimeView) {
    this.#handlers = handlers;
    const width = () => this.#rows.element.clientWidth - this.#names;
    this.#time = new TimeWindow({ model: () => this.#model, width, changed: () => this.#scrolled() }, view);
    this.#assemble();
    this.#listen();
  }

  get timeView(): TimeView {
    return this.#time.view;
  }

  get scrollTop(): number {
    return this.#rows.scrollTop;
  }

  set scrollTop(top: number) {
    this.#rows.scrollTop = top;
  }

  /** @returns Whether it was understood; else all lives must be asked for. */
  receive(message: LivesMessage): boolean {
    return this.#lives.apply(message);
  }

  /** Only while it is seen. */
  show(model: TimelineModel): void {
    this.#model = model;
    this.#lives.retain(model.rows);
    setAttribute(this.#grid, 'aria-rowcount', `${model.items.length + 1}`); // only some are in the document
    this.#toolbar.legend.showMerged(this.#lives.hasMerged);
    this.#draw();
  }

  /** It is not seen any more: nothing moves. */
  rest(): void {
    clearTimeout(this.#timer);
    this.#pointed.leave();
  }

  reveal(id: string): void {
    this.#rows.reveal(id);
    this.#requestDraw();
  }

  /** No row goes away from under the keyboard here. */
  get focused(): string | null {
    return this.#rows.current;
  }

  takeFocus(): void {
    const state = this.#rows.keyState();
    if (state) this.#rows.focusIndex(state.index);
  }

  takeFocusInPlace(): void {
    this.#rows.takeFocusInPlace();
  }

  #assemble(): void {
    const header = element('div', 'lives-header', { role: 'row', 'aria-rowindex': '1' });
    const life = element('span', 'visually-hidden', {}, l10n.t('Life')); // the times stand there
    header.append(
      title('name', element('span', '', {}, l10n.t('Name'))),
      title('bars', life, this.#drawing.axis.element),
    );
    this.#rows.content.append(this.#drawing.chart.element, this.#pointed.line);
    this.#grid.append(element('div', 'grid-header', { role: 'rowgroup' }, header), this.#rows.element);
    this.element.append(this.#toolbar.element, this.#grid, this.#pointed.card);
  }

  #listen(): void {
    new ResizeObserver(() => this.#requestDraw()).observe(this.element);
    this.#rows.element.addEventListener('keydown', (event) => this.#onKeyDown(event));
    listenToTimeline(this.#rows.content, {
      left: () => this.#names,
      zoom: (factor, x) => this.#time.zoom(factor, x),
      drag: (by) => this.#time.drag(by),
      scroll: (by) => void (this.#rows.element.scrollTop += by),
      point: (at) => this.#point(at),
      click: (id, how) => this.#click(id, how),
      doubleClick: (id, x) => this.#doubleClick(id, x),
      menu: (id) => this.#menu(id),
      toggle: (id, deep) => this.#toggle(id, deep),
    });
  }

  #scrolled(): void {
    this.#requestDraw();
    this.#handlers.changed();
  }

  // Once a frame, however much asks for it.
  #requestDraw(): void {
    if (this.element.offsetParent === null) return; // it is not shown
    this.#frame ??= requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    this.#layOut();
    const { items, selected, selection, collapsible } = this.#model;
    const lives = this.#lives;
    const extent = this.#time.extent();
    const scale = this.#time.scale(extent);
    const origin = extent.program.from;
    const live = extent.now !== null;
    this.#rows.show({ items, selected, selection, collapsible, lives, origin });
    const row = (id: string | null) => this.#rows.row(id);
    this.#drawing.draw({ items, lives, scale, origin, live, now: clock.now(), row }, this.#rows.range, this.#pointed);
    this.#toolbar.showFollowing(live ? this.#time.view.type !== 'range' : null);
    this.#drawAgain(extent, scale);
  }

  /** As often as the time that passes moves something by a pixel. */
  #drawAgain({ now }: TimeExtent, scale: TimeScale): void {
    clearTimeout(this.#timer);
    if (now === null || now > scale.to) return;
    const least = matchMedia('(prefers-reduced-motion: reduce)').matches ? 1000 : 33;
    this.#timer = setTimeout(() => this.#requestDraw(), Math.min(1000, Math.max(least, resolution(scale))));
  }

  #layOut(): void {
    const names = Math.round(Math.min(260, Math.max(112, this.element.clientWidth * 0.25)));
    if (names !== this.#names) this.element.style.setProperty('--names', `${names}px`);
    this.#names = names;
  }

  #point(at: PointerPlace | null): void {
    if (at) this.#pointed.move(at);
    else this.#pointed.leave();
    this.#requestDraw();
  }

  #click(id: string, how: SelectHow): void {
    this.#rows.takeFocusInPlace(id);
    this.#handlers.select(id, how);
  }

  /** It is about all that are selected, if the row is one of them. */
  #menu(id: string): void {
    this.#rows.takeFocusInPlace(id);
    if (!this.#model.selection.has(id)) this.#handlers.select(id, 'one');
  }

  /** On something that the process waited for: the line where it did. */
  #doubleClick(id: string, x: number | null): void {
    const location = x === null ? null : this.#pointed.locationAt(id, x);
    if (location) this.#handlers.open(location);
    else this.#handlers.command('openLocation', id);
  }

  #toggle(id: string, deep: boolean): void {
    const { items, indices } = this.#rows.indexed;
    const expanded = items[indices.get(id) ?? -1]?.expanded ?? null;
    if (expanded !== null) this.#handlers.setExpanded([id], !expanded, deep);
  }

  #onKeyDown(event: KeyboardEvent): void {
    const state = this.#rows.keyState();
    const action = state && timelineAction(event, state);
    if (!action || (action.type === 'copy' && !(getSelection()?.isCollapsed ?? true))) return;
    // What is done here, VS Code must not do again: it is sent every key that is left to pass.
    event.preventDefault();
    event.stopPropagation();
    this.#act(action);
  }

  #act(action: TimelineAction): void {
    const id = this.#rows.current;
    if (id === null) return;
    if (action.type === 'time') return this.#time.act(action.action);
    if (action.type === 'showInTree') return this.#handlers.showInTree(id);
    if (action.type !== 'focus' && action.type !== 'extend')
      return perform(action, id, this.#rows.indexed, this.#handlers);
    this.#rows.focusIndex(action.index);
    if (action.type === 'extend') this.#handlers.select(this.#rows.current ?? id, 'range', id);
  }
}

function title(className: string, text: HTMLElement, ...more: Node[]): HTMLElement {
  return element('div', `cell ${className}`, { role: 'columnheader' }, text, ...more);
}
