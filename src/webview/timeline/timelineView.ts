import { assertNever } from '../../base/assertNever.ts';
import { l10n } from '../../base/l10n.ts';
import { extentOf } from '../../timeline/extent.ts';
import { resolution, timeAt, type TimeScale } from '../../timeline/timeScale.ts';
import {
  actOnView,
  panView,
  rangeOf,
  zoomView,
  type TimeAction,
  type TimeExtent,
  type TimeView,
} from '../../timeline/timeView.ts';
import type { LivesMessage } from '../../tree/messages.ts';
import { clock } from '../clock.ts';
import { element, setAttribute } from '../dom.ts';
import { Drawing } from './drawing.ts';
import { LifeRows } from './lifeRows.ts';
import { LifeStore } from './lifeStore.ts';
import { Pointed } from './pointed.ts';
import type { TimelineHandlers, TimelineModel } from './timelineContract.ts';
import { timelineAction, ZOOM_STEP, type TimelineAction } from './timelineKeys.ts';
import { listenToTimeline, type PointerPlace } from './timelinePointer.ts';
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
  readonly #toolbar = new Toolbar({
    zoomIn: () => this.#actOnTime({ type: 'zoom', factor: 1 / ZOOM_STEP }),
    zoomOut: () => this.#actOnTime({ type: 'zoom', factor: ZOOM_STEP }),
    fitProgram: () => this.#actOnTime({ type: 'program' }),
    fitAll: () => this.#actOnTime({ type: 'all' }),
    follow: () => this.#actOnTime({ type: 'follow' }),
  });
  readonly #drawing = new Drawing(this.element, this.#toolbar.legend, {
    changed: () => this.#requestDraw(),
    colours: (colours) => this.#handlers.colours(colours),
  });
  readonly #pointed = new Pointed(this.#lives);
  #model: TimelineModel = { items: [], rows: new Map(), selected: null, selection: new Set(), collapsible: true };
  #view: TimeView;
  /** The width of the names, in CSS pixels. */
  #names = 0;
  #frame: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(handlers: TimelineHandlers, view: TimeView) {
    this.#handlers = handlers;
    this.#view = view;
    this.#assemble();
    this.#listen();
  }

  get timeView(): TimeView {
    return this.#view;
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
    header.append(title('name', l10n.t('Name')), title('bars', l10n.t('Life'), this.#drawing.axis.element));
    this.#rows.content.append(this.#drawing.chart.element, this.#pointed.line);
    this.#grid.append(element('div', 'grid-header', { role: 'rowgroup' }, header), this.#rows.element);
    this.element.append(this.#toolbar.element, this.#grid, this.#pointed.card);
  }

  #listen(): void {
    new ResizeObserver(() => this.#requestDraw()).observe(this.element);
    this.#rows.element.addEventListener('keydown', (event) => this.#onKeyDown(event));
    listenToTimeline(this.#rows.content, {
      left: () => this.#names,
      zoom: (factor, x) => this.#change(zoomView(this.#view, factor, timeAt(this.#scale(), x), this.#extent())),
      drag: (by) => this.#change(panView(this.#view, -by * resolution(this.#scale()), this.#extent())),
      scroll: (by) => void (this.#rows.element.scrollTop += by),
      point: (at) => this.#point(at),
      click: (id) => this.#click(id),
      doubleClick: (id, x) => this.#doubleClick(id, x),
      toggle: (id) => this.#toggle(id),
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
    const extent = this.#extent();
    const scale = this.#scale(extent);
    const origin = extent.program.from;
    const live = extent.now !== null;
    this.#rows.show({ items, selected, selection, collapsible, lives, origin });
    const row = (id: string | null) => this.#rows.row(id);
    this.#drawing.draw({ items, lives, scale, origin, live, now: clock.now(), row }, this.#rows.range, this.#pointed);
    this.#toolbar.showFollowing(live ? this.#view.type !== 'range' : null);
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

  #extent(): TimeExtent {
    const extent = extentOf(this.#model.rows, this.#model.selected, clock.now());
    return clock.stopped ? { ...extent, now: null } : extent;
  }

  #scale(extent: TimeExtent = this.#extent()): TimeScale {
    const width = Math.max(1, this.#rows.element.clientWidth - this.#names);
    return { ...rangeOf(this.#view, extent), width };
  }

  #actOnTime(action: TimeAction): void {
    this.#change(actOnView(this.#view, action, this.#extent()));
  }

  #change(view: TimeView): void {
    this.#view = view;
    this.#handlers.changed();
    this.#requestDraw();
  }

  #point(at: PointerPlace | null): void {
    if (at) this.#pointed.move(at);
    else this.#pointed.leave();
    this.#requestDraw();
  }

  #click(id: string): void {
    this.#rows.takeFocusInPlace(id);
    this.#handlers.select(id);
  }

  /** On something that the process waited for: the line where it did. */
  #doubleClick(id: string, x: number | null): void {
    const location = x === null ? null : this.#pointed.locationAt(id, x);
    if (location) this.#handlers.open(location);
    else this.#handlers.command('openLocation', id);
  }

  #toggle(id: string): void {
    const item = this.#model.items.find(({ row }) => row.id === id);
    if (item) this.#handlers.setExpanded([id], item.expanded === false);
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
    switch (action.type) {
      case 'time':
        return this.#actOnTime(action.action);
      case 'focus':
        return this.#rows.focusIndex(action.index);
      case 'setExpanded':
        return this.#handlers.setExpanded([id], action.expanded);
      case 'focusFilter':
        return this.#handlers.focusFilter();
      case 'select':
      case 'showInTree':
      case 'openWait':
        return this.#handlers[action.type](id);
      case 'terminate':
      case 'copy':
        return this.#handlers.command(action.type, id);
      default:
        return assertNever(action);
    }
  }
}

function title(className: string, text: string, ...more: Node[]): HTMLElement {
  return element('div', `cell ${className}`, { role: 'columnheader' }, element('span', '', {}, text), ...more);
}
