/** What of a life is drawn, and where: segments, scale, ticks, shapes, lines between rows. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Life } from '../../src/tree/life.ts';
import type { ProcessRow } from '../../src/tree/processRow.ts';
import { visibleRows } from '../../src/tree/visibleRows.ts';
import { durationText } from '../../src/timeline/durationText.ts';
import { extentOf } from '../../src/timeline/extent.ts';
import { lifeLabel, segmentLines } from '../../src/timeline/lifeText.ts';
import { rowShapes, type BarShape } from '../../src/timeline/rowShapes.ts';
import { segmentAt, segmentsOf } from '../../src/timeline/segments.ts';
import { spawnLines } from '../../src/timeline/spawnLines.ts';
import { offsetText, ticks } from '../../src/timeline/ticks.ts';
import { actOnView, panView, parseTimeView, rangeOf, zoomView, type TimeExtent } from '../../src/timeline/timeView.ts';
import { location, openSpan, span } from '../webview/support/lives.ts';
import { endedRow, runningRow } from '../webview/support/rows.ts';

const running = (more: Partial<ProcessRow> = {}) => runningRow('p1', null, 'worker', { startedAt: 1000, ...more });
const ended = (more: Partial<ProcessRow> = {}) =>
  endedRow('p1', null, 'worker', 0, { startedAt: 1000, endedAt: 9000, ...more });
const life = (more: Partial<Life>): Life => ({ closed: [], open: [], marks: [], ...more });
const kinds = (row: ProcessRow, of?: Life) => segmentsOf(row, of).map(({ kind, from, to }) => [kind, from, to]);

describe('segments', () => {
  it('follow one another from the start to the end', () => {
    const waits = life({ closed: [span('waiting', 2000, 3000), span('waiting', 5000, 6000)] });
    assert.deepEqual(kinds(ended(), waits), [
      ['running', 1000, 2000],
      ['waiting', 2000, 3000],
      ['running', 3000, 5000],
      ['waiting', 5000, 6000],
      ['running', 6000, 9000],
    ]);
  });

  it('of a process that lives have no end', () => {
    assert.deepEqual(kinds(running()), [['running', 1000, Infinity]]);
    assert.deepEqual(kinds(running(), life({ open: [openSpan('waiting', 4000)] })), [
      ['running', 1000, 4000],
      ['waiting', 4000, Infinity],
    ]);
  });

  it('say the most telling of what overlaps, with all of it', () => {
    const both = life({ closed: [span('paused', 3000, 4000), span('waiting', 2000, 5000)] });
    assert.deepEqual(kinds(ended(), both).slice(1, 4), [
      ['waiting', 2000, 3000],
      ['paused', 3000, 4000],
      ['waiting', 4000, 5000],
    ]);
    assert.equal(segmentsOf(ended(), both)[2]?.spans.length, 2);
  });

  it('are none of a process that has not started', () => {
    assert.deepEqual(kinds(running({ startedAt: null, alive: false })), []);
  });

  it('are found by a time, short ones also from near', () => {
    const short = life({ closed: [span('waiting', 5000, 5001)] });
    const segments = segmentsOf(ended(), short);
    assert.equal(segmentAt(segments, 4000, 100)?.kind, 'running');
    assert.equal(segmentAt(segments, 5000.5, 0)?.kind, 'waiting');
    assert.equal(segmentAt(segments, 500, 100), undefined);
    assert.equal(segmentAt(segments, 950, 100)?.kind, 'running');
  });
});

describe('ticks', () => {
  const labels = (from: number, to: number, width = 720) => ticks({ from, to, width }, 0, 72).map(({ label }) => label);

  it('are at times that people count in', () => {
    assert.deepEqual(labels(0, 10_000).slice(0, 3), ['0 s', '1 s', '2 s']);
    assert.deepEqual(labels(0, 1000).slice(0, 3), ['0.0 s', '0.1 s', '0.2 s']);
    assert.deepEqual(labels(50_000, 110_000).slice(0, 3), ['50 s', '1:00', '1:10']);
    assert.deepEqual(labels(0, 36_000_000).slice(0, 3), ['0 s', '1:00:00', '2:00:00']);
    assert.deepEqual(labels(0, 20).slice(0, 3), ['0.000 s', '0.002 s', '0.004 s']);
  });

  it('keep their distance', () => {
    for (let span = 3; span < 1e9; span *= 1.7) {
      const at = ticks({ from: 5, to: 5 + span, width: 700 }, 0, 72).map(({ at }) => ((at - 5) / span) * 700);
      assert.ok(at.length > 1 && at.length < 12, `${at.length} in ${span} ms`);
      assert.ok(at.every((x, index) => index === 0 || x - at[index - 1]! >= 71.9));
    }
  });

  it('before the beginning are negative', () => {
    assert.equal(offsetText(-1500, 100), '−1.5 s');
    assert.equal(offsetText(-0.1, 1000), '0 s');
    assert.equal(offsetText(59_999.6, 1), '1:00.000');
    assert.equal(offsetText(3_725_000, 1000), '1:02:05');
  });

  it('of no room are none', () => assert.deepEqual(ticks({ from: 0, to: 1, width: 0 }, 0, 72), []));
});

describe('what of the time is seen', () => {
  const extent: TimeExtent = { program: { from: 10_000, to: 20_000 }, all: { from: 0, to: 20_000 }, now: 20_000 };
  const over: TimeExtent = { ...extent, now: null };

  it('is the program, with room behind it', () => {
    const { from, to } = rangeOf({ type: 'program' }, extent);
    assert.ok(from < 10_000 && from > 9_000 && to > 20_000 && to < 21_000);
    assert.ok(rangeOf({ type: 'all' }, extent).from <= 0);
  });

  it('keeps the time at the pointer where it is when it is zoomed', () => {
    const before = { type: 'range', from: 0, to: 10_000 } as const;
    assert.deepEqual(zoomView(before, 0.5, 2500, over), { type: 'range', from: 1250, to: 6250 });
    const inAndOut = zoomView(zoomView(before, 0.5, 2500, over), 2, 2500, over);
    assert.deepEqual(inAndOut, before);
  });

  it('follows the time while its edge is seen, until it is panned away, and again at the edge', () => {
    const zoomed = zoomView({ type: 'program' }, 0.5, 20_000, extent);
    assert.equal(zoomed.type, 'follow');
    const later = { ...extent, now: 25_000 };
    assert.ok(rangeOf(zoomed, later).to > 25_000);
    const panned = panView(zoomed, -1000, extent);
    assert.equal(panned.type, 'range');
    assert.equal(panView(panned, 5000, extent).type, 'follow');
    assert.equal(zoomView({ type: 'program' }, 0.1, 11_000, extent).type, 'range', 'the edge leaves the view');
  });

  it('cannot be lost, nor be too short or too long', () => {
    const far = rangeOf(panView({ type: 'range', from: 0, to: 1000 }, -1e9, over), over);
    assert.ok(far.to > 0);
    const close = rangeOf(zoomView({ type: 'range', from: 0, to: 1000 }, 1e-9, 500, over), over);
    assert.ok(close.to - close.from >= 4.9);
    const wide = rangeOf(zoomView({ type: 'range', from: 0, to: 1000 }, 1e9, 500, over), over);
    assert.ok(wide.to - wide.from <= 80_000);
  });

  it('goes to the start, the end, the program and everything by a key', () => {
    const view = { type: 'range', from: 15_000, to: 16_000 } as const;
    assert.ok(Math.abs(rangeOf(actOnView(view, { type: 'start' }, extent), extent).from - 10_000) < 100);
    assert.deepEqual(actOnView(view, { type: 'follow' }, extent), { type: 'follow', span: 1000 });
    assert.equal(actOnView(view, { type: 'follow' }, over).type, 'range');
    assert.deepEqual(actOnView(view, { type: 'all' }, extent), { type: 'all' });
    assert.deepEqual(actOnView(view, { type: 'pan', by: 0.5 }, over), { type: 'range', from: 15_500, to: 16_500 });
  });

  it('is kept over a reload, if it is what it was', () => {
    for (const view of [{ type: 'all' }, { type: 'follow', span: 5 }, { type: 'range', from: 1, to: 2 }]) {
      assert.deepEqual(parseTimeView(JSON.parse(JSON.stringify(view))), view);
    }
    for (const wrong of [null, 7, {}, { type: 'follow' }, { type: 'range', from: 2, to: 1 }, { type: 'x' }]) {
      assert.equal(parseTimeView(wrong), null);
    }
  });

  it('begins with the newest program, or that of the selected process', () => {
    const rows = new Map(
      [
        endedRow('a', null, 'old', 0, { startedAt: 100, endedAt: 200 }),
        runningRow('b', null, 'new', { startedAt: 1000 }),
        runningRow('c', 'b', 'child', { startedAt: 1100 }),
      ].map((row) => [row.id, row]),
    );
    const extent = extentOf(rows, null, 3000);
    assert.deepEqual(extent, { program: { from: 1000, to: 3000 }, all: { from: 100, to: 3000 }, now: 3000 });
    assert.deepEqual(extentOf(rows, 'a', 3000).program, { from: 100, to: 200 });
    assert.deepEqual(extentOf(new Map(), null, 5).all, { from: 5, to: 5 });
  });
});

describe('shapes of a row', () => {
  const scale = { from: 0, to: 10_000, width: 1000 };
  const bars = (row: ProcessRow, of?: Life) =>
    rowShapes(row, of, scale, 9500).filter((shape): shape is BarShape => shape.type === 'bar');

  it('are bars, what they are in written on them, and how it ended behind them', () => {
    const shapes = rowShapes(
      ended({ exitcode: 3 }),
      life({ closed: [span('waiting', 2000, 4000, 'Queue.get jobs')] }),
      scale,
      9500,
    );
    assert.deepEqual(shapes, [
      { type: 'bar', kind: 'running', x: 100, width: 100, text: '' },
      { type: 'bar', kind: 'waiting', x: 200, width: 200, text: 'Queue.get jobs' },
      { type: 'bar', kind: 'running', x: 400, width: 500, text: '' },
      { type: 'end', x: 900, kind: 'failed', text: '3' },
    ]);
  });

  it('end now, for one that lives', () => {
    const [bar] = bars(running());
    assert.deepEqual([bar?.x, bar?.width], [100, 850]);
  });

  it('reach only a little beyond what is seen', () => {
    const shapes = rowShapes(ended({ startedAt: -1e9, endedAt: 1e9 }), undefined, scale, 2e9);
    assert.deepEqual(shapes, [{ type: 'bar', kind: 'running', x: -4, width: 1008, text: '' }]);
    assert.deepEqual(rowShapes(ended({ startedAt: 20_000, endedAt: 30_000 }), undefined, scale, 1e9), []);
  });

  it('are not more than there are pixels', () => {
    const closed = Array.from({ length: 50_000 }, (_, index) =>
      span('waiting', 1000 + index / 10, 1000 + index / 10 + 0.05),
    );
    assert.ok(bars(ended(), life({ closed })).length < 1500);
  });

  it('show where something was asked for', () => {
    const marked = life({ marks: [{ at: 5000, action: 'terminate' }] });
    assert.deepEqual(rowShapes(running(), marked, scale, 9500).at(-1), { type: 'mark', x: 500, action: 'terminate' });
  });
});

describe('lines to what was started', () => {
  const rows = [
    runningRow('a', null, 'a', { startedAt: 0 }),
    runningRow('b', 'a', 'b', { startedAt: 1000 }),
    runningRow('c', 'b', 'c', { startedAt: 2000 }),
    ...Array.from({ length: 50 }, (_, index) => runningRow(`d${index}`, 'a', 'd', { startedAt: 3000 })),
  ];
  const items = visibleRows(rows, { collapsed: new Set(), filter: '' });
  const scale = { from: 0, to: 10_000, width: 100 };

  it('go from the parent to the child', () => {
    assert.deepEqual(spawnLines(items, scale, { start: 0, end: 3 }).slice(0, 2), [
      { x: 10, from: 0, to: 1 },
      { x: 20, from: 1, to: 2 },
    ]);
  });

  it('that lead on to rows below are one for each place', () => {
    assert.equal(spawnLines(items, scale, { start: 0, end: 5 }).filter(({ to }) => to >= 5).length, 1);
    assert.equal(spawnLines(items, scale, { start: 0, end: 53 }).length, 52);
  });
});

describe('what is said', () => {
  it('of spans of time', () => {
    const said = [0, 7, 999, 1000, 9_994, 9_995, 59_949, 59_950, 3_599_499, 3_600_000].map(durationText);
    assert.deepEqual(said, [
      '0 ms',
      '7 ms',
      '999 ms',
      '1.00 s',
      '9.99 s',
      '10.0 s',
      '59.9 s',
      '1 min 0 s',
      '59 min 59 s',
      '1 h 0 min',
    ]);
  });

  it('of a segment: state, what for, when, how long, where', () => {
    const wait = life({ closed: [span('waiting', 2000, 3500, 'Queue.get jobs', { location })] });
    const segment = segmentsOf(ended(), wait)[1]!;
    assert.deepEqual(segmentLines(segment, 1000, 9500), [
      'waiting on Queue.get jobs',
      '1.000 s – 2.500 s · 1.50 s',
      'jobs/consumers.ts:21',
    ]);
    const open = segmentsOf(running(), life({ open: [openSpan('waiting', 4000, 'Lock.acquire a')] }))[1]!;
    assert.deepEqual(segmentLines(open, 1000, 9500), ['waiting on Lock.acquire a', 'since 3.000 s · 5.50 s']);
  });

  it('of merged spans, and of several at once', () => {
    const merged = life({ closed: [span('waiting', 2000, 4000, '', { merged: { count: 12, total: 340 } })] });
    const [first, , more] = segmentLines(segmentsOf(ended(), merged)[1]!, 1000, 9500);
    assert.equal(first, 'waiting');
    assert.equal(more, '12 times, 340 ms together; the details were too many to be kept');
    const two = life({ closed: [span('waiting', 2000, 4000, 'A'), span('waiting', 2000, 4000, 'B')] });
    assert.deepEqual(segmentLines(segmentsOf(ended(), two)[1]!, 1000, 9500).slice(2), ['waiting on A', 'waiting on B']);
  });

  it('of a life in a sentence, without a time that passes', () => {
    const waited = life({ closed: [span('waiting', 2000, 2500), span('waiting', 3000, 3400)] });
    assert.equal(
      lifeLabel(ended({ exitcode: 1 }), waited, 0),
      'worker, failed, started at 1.0 s, ran for 8.00 s, has waited 2 times, 900 ms together, exit code 1',
    );
    assert.equal(
      lifeLabel(running(), life({ open: [openSpan('waiting', 4000, 'Queue.get jobs')] }), 1000),
      'worker, waiting on Queue.get jobs, started at 0.0 s',
    );
  });
});
