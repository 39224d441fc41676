import { l10n } from '../../base/l10n.ts';
import type { TimelineColours } from '../../timeline/colours.ts';
import { SEGMENT_TEXTS } from '../../timeline/lifeText.ts';
import { LIFE_HEIGHT } from '../../timeline/looks.ts';
import type { Shape } from '../../timeline/rowShapes.ts';
import type { SegmentKind } from '../../timeline/segments.ts';
import { element, setHidden } from '../dom.ts';
import { SharpCanvas } from './canvas.ts';
import { paintShape } from './paint.ts';

const KINDS: readonly SegmentKind[] = ['running', 'waiting', 'paused', 'stopping'];
const WIDTH = 22;

interface Entry {
  readonly canvas: SharpCanvas;
  readonly shape: Shape;
}

/** What the looks of the bars mean: drawn as the bars are. */
export class Legend {
  readonly element = element('ul', 'legend', { 'aria-label': l10n.t('Legend') });
  readonly #note = element('li', 'note', {}, l10n.t('oldest waits merged'));
  readonly #entries: Entry[] = [];

  constructor() {
    for (const kind of KINDS) this.#add({ type: 'bar', kind, x: 2, width: WIDTH - 4, text: '' }, SEGMENT_TEXTS[kind]());
    this.#add({ type: 'end', kind: 'failed', x: 4, text: '' }, l10n.t('failed'));
    this.#add({ type: 'mark', action: 'terminate', x: WIDTH / 2 }, l10n.t('asked from here'));
    this.#note.title = l10n.t('There were more waits than are kept: the oldest are shown together.');
    this.element.append(this.#note);
    this.showMerged(false);
  }

  showMerged(merged: boolean): void {
    setHidden(this.#note, !merged);
  }

  draw(colours: TimelineColours): void {
    for (const { canvas, shape } of this.#entries) {
      paintShape({ context: canvas.begin(WIDTH, LIFE_HEIGHT), colours }, shape, shape.type === 'mark' ? 8 : 0);
    }
  }

  #add(shape: Shape, text: string): void {
    const canvas = new SharpCanvas();
    this.#entries.push({ canvas, shape });
    this.element.append(element('li', '', {}, canvas.element, text));
  }
}
