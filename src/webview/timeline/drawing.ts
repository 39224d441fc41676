import type { TimelineColours } from '../../timeline/colours.ts';
import type { RowRange } from '../../timeline/spawnLines.ts';
import { ticks } from '../../timeline/ticks.ts';
import { Axis } from './axis.ts';
import { Chart, type ChartView } from './chart.ts';
import type { Legend } from './legend.ts';
import { onThemeChange, readColours } from './palette.ts';
import type { Pointed, PointedView } from './pointed.ts';

export type DrawingView = PointedView & Pick<ChartView, 'items' | 'lives' | 'live'>;

const TICK_DISTANCE = 72;

/** All that is drawn and not written: axis, bars and legend, in the colours of the theme. */
export class Drawing {
  readonly axis = new Axis();
  readonly chart = new Chart();
  readonly #timeline: HTMLElement;
  readonly #legend: Legend;
  readonly #told: (colours: TimelineColours) => void;
  #colours: TimelineColours | null = null;

  /** @param handlers `changed`: it has to be drawn anew; `colours`: the theme has these. */
  constructor(
    timeline: HTMLElement,
    legend: Legend,
    handlers: { readonly changed: () => void; readonly colours: (colours: TimelineColours) => void },
  ) {
    this.#timeline = timeline;
    this.#legend = legend;
    this.#told = handlers.colours;
    onThemeChange(() => {
      this.#colours = null;
      this.chart.themeChanged();
      this.axis.themeChanged();
      handlers.changed();
    });
  }

  draw(view: DrawingView, rows: RowRange, pointed: Pointed): void {
    const { scale, origin } = view;
    const colours = this.#readColours();
    const times = ticks(scale, origin, TICK_DISTANCE);
    this.chart.draw({ ...view, ticks: times, colours }, rows);
    pointed.update(view);
    this.axis.draw({ scale, ticks: times, colours, pointed: pointed.tick });
  }

  #readColours(): TimelineColours {
    if (this.#colours) return this.#colours;
    this.#colours = readColours(this.#timeline);
    this.#legend.draw(this.#colours);
    this.#told(this.#colours);
    return this.#colours;
  }
}
