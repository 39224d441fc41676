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
import { clock } from '../clock.ts';
import type { TimelineModel } from './timelineContract.ts';

export interface TimeWindowHandlers {
  /** What the program is found in, whose time is shown. */
  model(): Pick<TimelineModel, 'rows' | 'program'>;
  /** Of the bars, in CSS pixels. */
  width(): number;
  /** Something else is to be seen. */
  changed(): void;
}

/** What of the time is seen. */
export class TimeWindow {
  readonly #handlers: TimeWindowHandlers;
  #view: TimeView;

  constructor(handlers: TimeWindowHandlers, view: TimeView) {
    this.#handlers = handlers;
    this.#view = view;
  }

  get view(): TimeView {
    return this.#view;
  }

  /** What there is to see. */
  extent(): TimeExtent {
    const { rows, program } = this.#handlers.model();
    const extent = extentOf(rows, program, clock.now());
    return clock.stopped ? { ...extent, now: null } : extent;
  }

  scale(extent: TimeExtent = this.extent()): TimeScale {
    return { ...rangeOf(this.#view, extent), width: Math.max(1, this.#handlers.width()) };
  }

  act(action: TimeAction): void {
    this.#change(actOnView(this.#view, action, this.extent()));
  }

  /** @param x The time there stays where it is. */
  zoom(factor: number, x: number): void {
    this.#change(zoomView(this.#view, factor, timeAt(this.scale(), x), this.extent()));
  }

  /** By pixels: what is seen moves to the right when it is above 0. */
  drag(by: number): void {
    this.#change(panView(this.#view, -by * resolution(this.scale()), this.extent()));
  }

  #change(view: TimeView): void {
    this.#view = view;
    this.#handlers.changed();
  }
}
