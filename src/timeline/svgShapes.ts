/** The shapes of a row as SVG, with the looks that they have in the view. */
import { assertNever } from '../base/assertNever.ts';
import type { TimelineColours } from './colours.ts';
import { BAR_HEIGHT, BAR_TOP } from './looks.ts';
import type { BarShape, EndShape, MarkShape, Shape } from './rowShapes.ts';
import { attributes, escapeXml } from './svgText.ts';

const MIDDLE = BAR_TOP + BAR_HEIGHT / 2;
const BASELINE = MIDDLE + 4;
/** Of a character, on average; there is nothing here that could measure. */
const CHARACTER = 6.2;

export function shapeSvg(shape: Shape, colours: TimelineColours): string {
  switch (shape.type) {
    case 'bar':
      return barSvg(shape, colours);
    case 'end':
      return endSvg(shape, colours);
    case 'mark':
      return markSvg(shape, colours);
    default:
      return assertNever(shape);
  }
}

/** The hatching and the dots. */
export function patternsSvg({ paused, stopping }: TimelineColours): string {
  const size = { width: 6, height: 6, patternUnits: 'userSpaceOnUse' };
  const lines = `<path ${attributes({ d: 'M-1 1L1 -1M0 6L6 0M5 7L7 5', stroke: paused, 'stroke-width': 1.5 })}/>`;
  const dots = `<path ${attributes({ d: 'M0 0h2v2h-2zM3 3h2v2h-2z', fill: stopping })}/>`;
  return (
    `<defs><pattern ${attributes({ id: 'paused', ...size })}>${lines}</pattern>` +
    `<pattern ${attributes({ id: 'stopping', ...size })}>${dots}</pattern></defs>`
  );
}

function barSvg({ kind, x, width, text }: BarShape, colours: TimelineColours): string {
  const colour = colours[kind];
  const place = { x, y: BAR_TOP, width, height: BAR_HEIGHT };
  if (kind === 'running' || width < 3) return `<rect ${attributes({ ...place, fill: colour })}/>`;
  const inner = { x: x + 0.5, y: BAR_TOP + 0.5, width: width - 1, height: BAR_HEIGHT - 1 };
  const fill = kind === 'waiting' ? { fill: colour, 'fill-opacity': 0.18 } : { fill: `url(#${kind})` };
  const rect = `<rect ${attributes({ ...inner, ...fill, stroke: colour })}/>`;
  return kind === 'waiting' ? rect + textSvg(text, Math.max(0, x) + 4, x + width - 4, colours.text) : rect;
}

function textSvg(text: string, x: number, right: number, fill: string): string {
  const most = Math.floor((right - x) / CHARACTER);
  if (text === '' || most < 4) return '';
  const fitting = text.length <= most ? text : `${text.slice(0, most - 1)}…`;
  return `<text ${attributes({ x, y: BASELINE, fill })}>${escapeXml(fitting)}</text>`;
}

function endSvg({ kind, x, text }: EndShape, { error, dim }: TimelineColours): string {
  const failed = kind === 'failed';
  const fill = failed ? error : dim;
  const cap = `<rect ${attributes({ x, y: BAR_TOP - 2, width: 2, height: BAR_HEIGHT + 4, fill })}/>`;
  const cross = `<path ${attributes({ d: `M${x + 6} ${MIDDLE - 3}l6 6m0 -6l-6 6`, stroke: fill, 'stroke-width': 1.5 })}/>`;
  const said = kind === 'ok' ? '' : kind === 'lost' ? '?' : text;
  const word = `<text ${attributes({ x: x + (failed ? 15 : 6), y: BASELINE, fill })}>${escapeXml(said)}</text>`;
  return cap + (failed ? cross : '') + (said === '' ? '' : word);
}

function markSvg({ x }: MarkShape, { text }: TimelineColours): string {
  return `<path ${attributes({ d: `M${x - 4} 0h8l-4 5z`, fill: text })}/>`;
}
