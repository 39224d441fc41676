import { markText, segmentLines } from '../../timeline/lifeText.ts';
import { segmentAt, segmentsOf, type Segment } from '../../timeline/segments.ts';
import { offsetText, type Tick } from '../../timeline/ticks.ts';
import { resolution, timeAt, xOf, type TimeScale } from '../../timeline/timeScale.ts';
import type { ProcessRow, RowLocation } from '../../tree/processRow.ts';
import { element, setHidden } from '../dom.ts';
import { HoverCard } from './hoverCard.ts';
import type { LifeStore } from './lifeStore.ts';
import type { PointerPlace } from './timelinePointer.ts';

export interface PointedView {
  readonly scale: TimeScale;
  readonly origin: number;
  readonly now: number;
  row(id: string | null): ProcessRow | undefined;
}

/** What is shorter can still be pointed at. */
const REACH = 4;

/** What the pointer is on: a line at its time, and a card about the life there. */
export class Pointed {
  readonly line = element('div', 'pointed-time', { 'aria-hidden': 'true' });
  readonly #card = new HoverCard();
  readonly card = this.#card.element;
  readonly #lives: LifeStore;
  #view: PointedView | null = null;
  #at: PointerPlace | null = null;

  constructor(lives: LifeStore) {
    this.#lives = lives;
    this.leave();
  }

  /** The time that it is on. */
  get tick(): Tick | null {
    if (!this.#at || !this.#view) return null;
    const { scale, origin } = this.#view;
    const at = timeAt(scale, this.#at.x);
    return { at, label: offsetText(at - origin, resolution(scale)) };
  }

  move(at: PointerPlace): void {
    this.#at = at;
  }

  leave(): void {
    this.#at = null;
    setHidden(this.line, true);
    this.#card.hide();
  }

  /** What is below the pointer may have changed. */
  update(view: PointedView): void {
    this.#view = view;
    if (!this.#at) return;
    const { id, x, clientX, clientY } = this.#at;
    this.line.style.setProperty('transform', `translateX(${Math.round(x)}px)`);
    setHidden(this.line, false);
    const row = view.row(id);
    const lines = row ? this.#lines(row, x, view) : [];
    if (!row || lines.length === 0) return this.#card.hide();
    this.#card.show(row.name, lines, { x: clientX, y: clientY });
  }

  /** Where the process waited at the time below the pointer; null when nobody knows. */
  locationAt(id: string, x: number): RowLocation | null {
    const row = this.#view?.row(id);
    const segment = row && this.#view ? this.#segment(row, x, this.#view) : undefined;
    return segment?.spans.find(({ location }) => location)?.location ?? null;
  }

  #lines(row: ProcessRow, x: number, view: PointedView): string[] {
    const { scale, origin, now } = view;
    const segment = this.#segment(row, x, view);
    const marks = this.#lives.get(row.id)?.marks.filter(({ at }) => Math.abs(xOf(scale, at) - x) <= REACH) ?? [];
    return [...(segment ? segmentLines(segment, origin, now) : []), ...marks.map((mark) => markText(mark, origin))];
  }

  #segment(row: ProcessRow, x: number, { scale, now }: PointedView): Segment | undefined {
    const segments = segmentsOf(row, this.#lives.get(row.id));
    const at = timeAt(scale, x);
    const found = segmentAt(segments, at, REACH * resolution(scale));
    return found && at > now + REACH * resolution(scale) ? undefined : found;
  }
}
