import { pauseOf, pauseText } from '../tree/haltText.ts';
import type { OpenSpan } from '../tree/life.ts';
import type { ProcessRow } from '../tree/processRow.ts';
import { sameValue } from '../tree/sameValue.ts';
import { waitName } from '../tree/waitText.ts';

/** What a process is in, by its row; `before` itself when that is the same as before. */
export function openSpans(row: ProcessRow, before: readonly OpenSpan[], now: number): readonly OpenSpan[] {
  const spans = row.alive ? [...waits(row), ...pauses(row, now), ...stopping(row, now)] : [];
  const known = new Map(before.map((span) => [span.key, span]));
  const after = spans.map((span) => continued(known.get(span.key), span));
  return after.length === before.length && after.every((span, index) => span === before[index]) ? before : after;
}

/** The place of a pause, say, is known only later. */
function continued(before: OpenSpan | undefined, span: OpenSpan): OpenSpan {
  if (!before) return span;
  const now = { ...span, from: before.from };
  return sameValue(before, now) ? before : now;
}

function waits({ waiting }: ProcessRow): OpenSpan[] {
  return waiting.map((wait) => {
    const { at: from, location } = wait;
    // A process that has come back tells of its waits anew.
    return { key: `wait ${wait.wait} ${from}`, kind: 'waiting', from, what: waitName(wait), location };
  });
}

function pauses(row: ProcessRow, from: number): OpenSpan[] {
  const pause = pauseOf(row);
  if (!pause) return [];
  return [{ key: 'paused', kind: 'paused', from, what: pauseText(pause), location: pause.location }];
}

function stopping({ state }: ProcessRow, from: number): OpenSpan[] {
  return state === 'stopping' ? [{ key: 'stopping', kind: 'stopping', from, what: '', location: null }] : [];
}
