/** The timeline as a picture of its own: no font, style or script from elsewhere. */
import { l10n } from '../base/l10n.ts';
import { visibleRows, type VisibleRow } from '../tree/visibleRows.ts';
import type { TimelineColours } from './colours.ts';
import { lifeLabel, SEGMENT_TEXTS } from './lifeText.ts';
import { LIFE_HEIGHT } from './looks.ts';
import type { Recording } from './recording.ts';
import { rowShapes } from './rowShapes.ts';
import type { SegmentKind } from './segments.ts';
import { spawnLines, type SpawnLine } from './spawnLines.ts';
import { patternsSvg, shapeSvg } from './svgShapes.ts';
import { attributes, escapeXml } from './svgText.ts';
import { fitted, xOf, type TimeScale } from './timeScale.ts';
import { ticks } from './ticks.ts';

const NAMES = 220;
const CHART = 1000;
const WIDTH = NAMES + CHART + 90;
const AXIS = 28;
const LEGEND = 34;
const TICK_DISTANCE = 80;
const INDENT = 12;

/** Of all processes, over all of their time. */
export function timelineSvg({ rows, lives, savedAt }: Recording, colours: TimelineColours): string {
  const items = visibleRows(rows, { collapsed: new Set(), filter: '' });
  const scale = scaleOf(items, savedAt);
  const height = AXIS + items.length * LIFE_HEIGHT + LEGEND;
  const first = items.reduce((least, { row }) => Math.min(least, row.startedAt ?? least), savedAt);
  const bars = items.map(({ row }, index) => {
    const shapes = rowShapes(row, lives.get(row.id), scale, savedAt).map((shape) => shapeSvg(shape, colours));
    const title = `<title>${escapeXml(lifeLabel(row, lives.get(row.id), first))}</title>`;
    return `<g transform="translate(0 ${index * LIFE_HEIGHT})">${title}${shapes.join('')}</g>`;
  });
  const chart = [
    grid(scale, first, items.length * LIFE_HEIGHT, colours),
    ...spawnLines(items, scale, { start: 0, end: items.length }).map((line) => spawnSvg(line, colours)),
    ...bars,
  ];
  return [
    `<svg ${attributes({ xmlns: 'http://www.w3.org/2000/svg', width: WIDTH, height, viewBox: `0 0 ${WIDTH} ${height}` })} role="img" font-family="system-ui, 'Segoe UI', Ubuntu, sans-serif" font-size="11">`,
    `<title>${escapeXml(titleOf(items))}</title>`,
    patternsSvg(colours),
    `<rect width="100%" height="100%" fill="${colours.background}"/>`,
    ...items.map((item, index) => nameSvg(item, index, colours)),
    `<g transform="translate(${NAMES} ${AXIS})">`,
    ...chart,
    '</g>',
    legend(height - LEGEND, colours),
    '</svg>',
    '',
  ].join('\n');
}

function titleOf(items: readonly VisibleRow[]): string {
  const roots = items.filter(({ level }) => level === 1).map(({ row }) => row.name);
  return l10n.t('Timeline of {0}', roots.join(', '));
}

function scaleOf(items: readonly VisibleRow[], savedAt: number): TimeScale {
  const starts = items.flatMap(({ row }) => row.startedAt ?? []);
  const ends = items.flatMap(({ row }) => (row.startedAt === null ? [] : (row.endedAt ?? savedAt)));
  const from = starts.reduce((least, at) => Math.min(least, at), savedAt);
  const to = ends.reduce((most, at) => Math.max(most, at), from);
  return { ...fitted({ from, to }), width: CHART };
}

function grid(scale: TimeScale, origin: number, height: number, { grid, dim }: TimelineColours): string {
  return ticks(scale, origin, TICK_DISTANCE)
    .map(({ at, label }) => {
      const x = Math.round(xOf(scale, at));
      const line = `<path ${attributes({ d: `M${x}.5 -6V${height}`, stroke: grid })}/>`;
      return `${line}<text ${attributes({ x: x + 4, y: -10, fill: dim })}>${escapeXml(label)}</text>`;
    })
    .join('');
}

function nameSvg({ row, level }: VisibleRow, index: number, { text }: TimelineColours): string {
  const x = 12 + (level - 1) * INDENT;
  const most = Math.max(3, Math.floor((NAMES - x - 8) / 6.4));
  const name = row.name.length > most ? `${row.name.slice(0, most - 1)}…` : row.name;
  const place = { x, y: AXIS + index * LIFE_HEIGHT + LIFE_HEIGHT / 2 + 4, fill: text, 'font-size': 12 };
  return `<text ${attributes(place)}>${escapeXml(name)}</text>`;
}

function spawnSvg({ x, from, to }: SpawnLine, { dim }: TimelineColours): string {
  const at = Math.round(x) + 0.5;
  const tip = to * LIFE_HEIGHT + 4;
  const line = `<path ${attributes({ d: `M${at} ${(from + 0.5) * LIFE_HEIGHT}V${tip}`, stroke: dim, fill: 'none' })}/>`;
  return `${line}<path ${attributes({ d: `M${at} ${tip}l-3 -5h6z`, fill: dim })}/>`;
}

function legend(top: number, colours: TimelineColours): string {
  const kinds: readonly SegmentKind[] = ['running', 'waiting', 'paused', 'stopping'];
  const entries = kinds.map((kind, index) => {
    const bar = shapeSvg({ type: 'bar', kind, x: 0, width: 20, text: '' }, colours);
    const text = `<text ${attributes({ x: 26, y: 15, fill: colours.dim })}>${escapeXml(SEGMENT_TEXTS[kind]())}</text>`;
    return `<g transform="translate(${NAMES + index * 110} ${top + 8})">${bar}${text}</g>`;
  });
  return entries.join('');
}
