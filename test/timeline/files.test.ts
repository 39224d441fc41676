/** What is written into files, and read from them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chromeTrace, type TraceEvent } from '../../src/timeline/chromeTrace.ts';
import type { TimelineColours } from '../../src/timeline/colours.ts';
import { emptyHistory } from '../../src/timeline/history.ts';
import { isRecorded } from '../../src/timeline/recordedIds.ts';
import { recordedView } from '../../src/timeline/recordedView.ts';
import { parseRecording, RecordingError, recordingText, type Recording } from '../../src/timeline/recording.ts';
import { recordTree } from '../../src/timeline/recordTree.ts';
import { timelineSvg } from '../../src/timeline/timelineSvg.ts';
import { rowsOf } from '../../src/tree/processTree.ts';
import { sampleTimeline } from '../webview/support/lives.ts';
import { endedRow, runningRow } from '../webview/support/rows.ts';

const NOW = 1_700_000_012_000;

function sampleRecording(): Recording {
  const { rows, lives } = sampleTimeline(NOW);
  return {
    savedAt: NOW,
    rows,
    lives: new Map(lives.map(({ id, closed, open, marks }) => [id, { closed, open, marks }])),
  };
}

describe('a recording', () => {
  it('is read as it was written', () => {
    const recording = sampleRecording();
    assert.deepEqual(parseRecording(recordingText(recording, 'a test')), recording);
  });

  it('says what it is, and has a process a line', () => {
    const text = recordingText(sampleRecording(), 'a test');
    const { format, version, savedBy, savedAt } = JSON.parse(text) as Record<string, unknown>;
    assert.deepEqual(
      { format, version, savedBy, savedAt },
      { format: 'process-tree-recording', version: 1, savedBy: 'a test', savedAt: NOW },
    );
    assert.equal(text.split('\n').filter((line) => line.startsWith('    {"id"')).length, 7);
  });

  const refused = (text: string, message: RegExp) =>
    assert.throws(
      () => parseRecording(text),
      (error) => {
        assert.ok(error instanceof RecordingError);
        assert.match(error.message, message);
        return true;
      },
    );

  it('is refused with the reason when it is none, damaged or newer', () => {
    refused('hello', /no JSON/);
    refused('[]', /no recording/);
    refused('null', /no recording/);
    refused('{"traceEvents":[]}', /no recording/);
    const head = { format: 'process-tree-recording', version: 1, savedAt: 1, processes: [] };
    refused(JSON.stringify({ ...head, version: 2 }), /version 2, and this extension reads version 1/);
    refused(JSON.stringify({ ...head, version: 'x' }), /version is missing/);
    refused(JSON.stringify({ ...head, savedAt: 'x' }), /damaged/);
    refused(JSON.stringify({ ...head, processes: 5 }), /damaged/);
    refused(JSON.stringify({ ...head, processes: [7, null, { name: 1 }] }), /no process/);
  });

  it('leaves out what is malformed in a process, and keeps the rest', () => {
    const life = {
      closed: [{ kind: 'waiting', from: 5, to: 1, what: '' }, { kind: 'x' }, 7],
      open: 'x',
      marks: [{ at: 1, action: 'dance' }],
    };
    const process = { id: 'a', name: 'b', pid: 'x', life };
    const { rows, lives } = parseRecording(
      JSON.stringify({ format: 'process-tree-recording', version: 1, savedAt: 9, processes: [process] }),
    );
    assert.equal(rows[0]?.pid, null);
    assert.deepEqual(lives.get('a'), { closed: [], open: [], marks: [] });
  });

  it('is shown under ids of its own, and nothing can be done in it', () => {
    const { tree, history } = recordedView(sampleRecording());
    const rows = rowsOf(tree);
    assert.equal(rows.length, 7);
    assert.ok(rows.every(({ id, parentId }) => isRecorded(id) && (parentId === null || isRecorded(parentId))));
    assert.ok(rows.every((row) => row.terminateBlocked && row.joinBlocked && row.attachBlocked));
    assert.ok(
      rows.some(({ alive }) => alive),
      'what lived when it was saved still does',
    );
    assert.equal(history.lives.get(rows[0]!.id)?.open.length, 1);
  });

  it('holds only the programs that were chosen, each with its descendants', () => {
    const { tree } = recordedView({
      ...sampleRecording(),
      rows: [...sampleRecording().rows, runningRow('x', null, 'other')],
    });
    const ids = rowsOf(tree).map(({ id }) => id);
    const of = (roots: readonly string[] | null) =>
      recordTree(tree, emptyHistory(), NOW, roots).rows.map(({ id }) => id);
    assert.deepEqual(of(null), ids);
    assert.deepEqual(of([ids.at(-1)!]), ids.slice(-1));
    assert.deepEqual(of([ids[0]!]), ids.slice(0, -1));
  });
});

describe('a Chrome trace', () => {
  const events = (recording = sampleRecording()) => chromeTrace(recording, 'a test').traceEvents;
  const of = (ph: TraceEvent['ph'], all = events()) => all.filter((event) => event.ph === ph);

  it('has the fields that the format asks for in each event', () => {
    const trace = chromeTrace(sampleRecording(), 'a test');
    assert.deepEqual(JSON.parse(JSON.stringify(trace)), trace, 'is plain JSON');
    assert.equal(trace.displayTimeUnit, 'ms');
    for (const event of trace.traceEvents) {
      assert.ok(Number.isInteger(event.pid) && event.pid > 0 && event.tid === event.pid && event.name !== '');
      if (event.ph === 'M') continue;
      assert.ok(Number.isInteger(event.ts) && event.ts! >= 0, JSON.stringify(event));
      if (event.ph === 'X') assert.ok(Number.isInteger(event.dur) && event.dur! >= 0);
      if (event.ph === 's' || event.ph === 'f') assert.ok(Number.isInteger(event.id));
    }
  });

  it('names every process', () => {
    const names = of('M')
      .filter(({ name }) => name === 'process_name')
      .map(({ args }) => args?.['name']);
    assert.deepEqual(
      names,
      sampleRecording().rows.map(({ name }) => name),
    );
    assert.equal(of('M').filter(({ name }) => name === 'thread_name').length, names.length);
  });

  it('has the states inside the life of their process, one after the other', () => {
    for (const row of sampleRecording().rows) {
      const own = of('X').filter(({ pid }) => pid === row.pid);
      const whole = own.find(({ cat }) => cat === 'process')!;
      const states = own.filter((event) => event !== whole);
      assert.equal(whole.name, row.name);
      assert.equal(
        states.reduce((sum, { dur }) => sum + dur!, 0),
        whole.dur,
      );
      let at = whole.ts!;
      for (const state of states) {
        assert.equal(state.ts, at);
        at += state.dur!;
      }
    }
    assert.ok(of('X').some(({ name, cat }) => cat === 'waiting' && name === 'waiting: JoinableQueue.get tasks'));
  });

  it('ends what still goes on when it was saved', () => {
    const root = of('X').find(({ cat, name }) => cat === 'process' && name === 'consumers.ts')!;
    assert.deepEqual([root.ts, root.dur], [0, 12_000_000]);
  });

  it('leads by a flow from who started to who was started, both inside of their events', () => {
    const starts = of('s');
    assert.equal(starts.length, 6);
    for (const start of starts) {
      const finish = of('f').find(({ id }) => id === start.id)!;
      assert.equal(finish.bp, 'e');
      for (const { pid, ts } of [start, finish]) {
        const around = of('X').filter(
          (event) => event.pid === pid && event.ts! <= ts! && event.ts! + event.dur! >= ts!,
        );
        assert.ok(around.length > 0);
      }
    }
  });

  it('marks what was asked for', () => {
    assert.deepEqual(
      of('i').map(({ name, s }) => [name, s]),
      [
        ['terminate asked for', 't'],
        ['terminate asked for', 't'],
      ],
    );
  });

  it('keeps processes apart that had the same pid, or none', () => {
    const same = [
      endedRow('a', null, 'a', 0, { pid: 5, startedAt: 1, endedAt: 2 }),
      endedRow('b', null, 'b', 0, { pid: 5, startedAt: 3, endedAt: 4 }),
      endedRow('c', null, 'c', 0, { pid: null, startedAt: 3, endedAt: 4 }),
      runningRow('d', null, 'not started', { startedAt: null }),
    ];
    const pids = new Set(events({ savedAt: 9, rows: same, lives: new Map() }).map(({ pid }) => pid));
    assert.equal(pids.size, 3);
  });
});

describe('an SVG', () => {
  const colours: TimelineColours = {
    background: '#000',
    text: '#fff',
    dim: '#999',
    grid: '#222',
    error: 'red',
    running: 'green',
    waiting: 'blue',
    paused: 'yellow',
    stopping: 'orange',
  };

  it('stands on its own: nothing from elsewhere, colours in place', () => {
    const svg = timelineSvg(sampleRecording(), colours);
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.doesNotMatch(svg, /var\(|<script|<style|href=|url\((?!#)/);
    for (const colour of Object.values(colours)) assert.ok(svg.includes(`"${colour}"`), colour);
    assert.doesNotMatch(svg, /NaN|Infinity|undefined/);
  });

  it('names each process and writes into it what it waited for', () => {
    const svg = timelineSvg(sampleRecording(), colours);
    for (const { name } of sampleRecording().rows) assert.ok(svg.includes(`>${name}</text>`), name);
    assert.ok(svg.includes('>JoinableQueue.join tasks</text>'));
    assert.ok(svg.includes('<title>parser, failed'));
  });

  it('is well formed whatever a process is called', () => {
    const name = `<b a="1">&'\u0001]]>`;
    const rows = [endedRow('a', null, name, 0, { startedAt: 1, endedAt: 2 })];
    const svg = timelineSvg({ savedAt: 3, rows, lives: new Map() }, colours);
    assert.ok(svg.includes(">&lt;b a=&quot;1&quot;&gt;&amp;'\ufffd]]&gt;</text>"));
    const tags = Array.from(svg.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g));
    const open: string[] = [];
    for (const [, closing, tag, empty] of tags) {
      if (closing) assert.equal(open.pop(), tag);
      else if (!empty) open.push(tag!);
    }
    assert.deepEqual(open, []);
  });
});
