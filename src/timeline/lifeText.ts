/** What is said of a life: for the pointer, and in a sentence for who does not see the bars. */
import { l10n } from '../base/l10n.ts';
import { exitText } from '../tree/exitText.ts';
import type { Life, LifeMark, LifeSpan, OpenSpan } from '../tree/life.ts';
import type { ProcessRow, RowLocation } from '../tree/processRow.ts';
import { statusOf } from '../tree/status.ts';
import { statusNote } from '../tree/statusNote.ts';
import { durationText } from './durationText.ts';
import { countOf, totalOf } from './mergeSpans.ts';
import type { Segment, SegmentKind } from './segments.ts';
import { offsetText } from './ticks.ts';

/** Late: the translations come first. */
export const SEGMENT_TEXTS: Record<SegmentKind, () => string> = {
  running: () => l10n.t('running'),
  waiting: () => l10n.t('waiting'),
  paused: () => l10n.t('paused'),
  stopping: () => l10n.t('stopping'),
};

const MARK_TEXTS: Record<LifeMark['action'], () => string> = {
  terminate: () => l10n.t('Terminate was asked for here'),
  kill: () => l10n.t('Kill was asked for here'),
  interrupt: () => l10n.t('Interrupt was asked for here'),
  join: () => l10n.t('Join was asked for here'),
};

/** What the pointer shows on a segment, in lines: the state and what for, when and how long, where. */
export function segmentLines(segment: Segment, origin: number, now: number): string[] {
  const { kind, from, to, spans } = segment;
  const length = durationText(Math.min(to, now) - from);
  const when =
    to > now
      ? l10n.t('since {0} · {1}', offsetText(from - origin), length)
      : l10n.t('{0} – {1} · {2}', offsetText(from - origin), offsetText(to - origin), length);
  const single = spans.length === 1 && spans[0] ? spans[0] : null;
  const first = single && mergedText(single) === null ? spanText(single) : SEGMENT_TEXTS[kind]();
  return [first, when, ...spans.flatMap((span) => spanLines(span, span === single))];
}

/** What it was in, where it is not said already, and the place. */
function spanLines(span: LifeSpan | OpenSpan, single: boolean): string[] {
  const merged = mergedText(span);
  const place = span.location ? placeText(span.location) : null;
  return [merged ?? (single ? null : spanText(span)), place].filter((line) => line !== null);
}

function spanText({ kind, what }: LifeSpan | OpenSpan): string {
  if (what === '') return SEGMENT_TEXTS[kind]();
  return kind === 'waiting' ? l10n.t('waiting on {0}', what) : `${SEGMENT_TEXTS[kind]()}: ${what}`;
}

function mergedText(span: LifeSpan | OpenSpan): string | null {
  if (!('merged' in span) || span.merged === null) return null;
  const { count, total } = span.merged;
  return l10n.t('{0} times, {1} together; the details were too many to be kept', count, durationText(total));
}

export function markText({ at, action }: LifeMark, origin: number): string {
  return `${MARK_TEXTS[action]()} · ${offsetText(at - origin)}`;
}

/** A row and its life in one sentence. It holds no time that passes, so that it need not change by itself. */
export function lifeLabel(row: ProcessRow, life: Life | undefined, origin: number): string {
  const { startedAt, endedAt } = row;
  const started = startedAt === null ? '' : l10n.t('started at {0}', offsetText(startedAt - origin, 100));
  const ran = startedAt === null || endedAt === null ? '' : l10n.t('ran for {0}', durationText(endedAt - startedAt));
  const exit = exitText(row);
  const now = life?.open.map(spanText).join(', ') || statusOf(row).text;
  const note = statusNote(row);
  const parts = [row.name, now, started, ran, waitedText(life), exit && l10n.t('exit code {0}', exit), note];
  return parts.filter(Boolean).join(', ');
}

function waitedText(life: Life | undefined): string {
  const waits = life?.closed.filter(({ kind }) => kind === 'waiting') ?? [];
  if (waits.length === 0) return '';
  const count = waits.reduce((sum, span) => sum + countOf(span), 0);
  const total = durationText(waits.reduce((sum, span) => sum + totalOf(span), 0));
  return count === 1
    ? l10n.t('has waited once, {0}', total)
    : l10n.t('has waited {0} times, {1} together', count, total);
}

/** `jobs/consumers.ts:14`: the file with its folder, and the line. */
function placeText({ url, line }: RowLocation): string {
  return `${decoded(url.split('/').slice(-2).join('/'))}:${line}`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // a stray % is no escape
  }
}
