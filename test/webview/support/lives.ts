/** Lives for the tests of the timeline, with only what matters in each of them to be given. */
import type { LifeSpan, LifeUpdate, OpenSpan, SpanKind } from '../../../src/tree/life.ts';
import type { ProcessRow } from '../../../src/tree/processRow.ts';
import { endedRow, runningRow, waitOf } from './rows.ts';

export const location = { url: 'file:///home/anna/jobs/consumers.ts', line: 21, column: 5 };

export function span(kind: SpanKind, from: number, to: number, what = '', more: Partial<LifeSpan> = {}): LifeSpan {
  return { kind, from, to, what, location: null, merged: null, ...more };
}

export function openSpan(kind: SpanKind, from: number, what = '', more: Partial<OpenSpan> = {}): OpenSpan {
  return { key: `${kind} ${from}`, kind, from, what, location: null, ...more };
}

export function lifeUpdate(id: string, more: Partial<LifeUpdate> = {}): LifeUpdate {
  return { id, kept: 0, closed: [], open: [], marks: [], ...more };
}

export const lives = (updates: readonly LifeUpdate[], at = Date.now()) =>
  ({ type: 'lives', at, lives: updates }) as const;

/** A program that has run for 12 seconds, with a process in every state, and what each of them did. */
export function sampleTimeline(now = Date.now()): { readonly rows: ProcessRow[]; readonly lives: LifeUpdate[] } {
  const at = (seconds: number) => now - 12_000 + seconds * 1000;
  const rows = [
    runningRow('r1', null, 'consumers.ts', {
      startedAt: at(0),
      waiting: [waitOf(1, 'JoinableQueue.join', 'tasks', { at: at(3) })],
    }),
    runningRow('p2', 'r1', 'Consumer-1', {
      startedAt: at(0.6),
      daemon: true,
      waiting: [waitOf(9, 'JoinableQueue.get', 'tasks', { at: at(10) })],
    }),
    runningRow('p3', 'r1', 'Consumer-2', { startedAt: at(0.7), daemon: true }),
    runningRow('p4', 'p3', 'helper', { startedAt: at(4), state: 'stopping' }),
    endedRow('p5', 'r1', 'loader', 0, { startedAt: at(0.8), endedAt: at(2.4), state: 'joined' }),
    endedRow('p6', 'r1', 'parser', 1, {
      startedAt: at(1.5),
      endedAt: at(6.1),
      error: { name: 'RangeError', message: 'bad row 17' },
    }),
    endedRow('p7', 'r1', 'worker 1', -15, {
      startedAt: at(2),
      endedAt: at(8),
      signal: 'SIGTERM',
      endReason: 'terminated from here',
    }),
  ];
  return {
    rows,
    lives: [
      lifeUpdate('r1', { open: [openSpan('waiting', at(3), 'JoinableQueue.join tasks', { location })] }),
      lifeUpdate('p2', {
        closed: [1, 2.5, 4.2, 7].map((second) =>
          span('waiting', at(second), at(second + 0.9), 'JoinableQueue.get tasks', { location }),
        ),
        open: [openSpan('waiting', at(10), 'JoinableQueue.get tasks', { location })],
      }),
      lifeUpdate('p3', {
        closed: [span('waiting', at(1), at(5), 'Lock.acquire printer'), span('paused', at(6), at(9), 'breakpoint')],
      }),
      lifeUpdate('p4', { open: [openSpan('stopping', at(9))], marks: [{ at: at(9), action: 'terminate' }] }),
      lifeUpdate('p7', { closed: [span('stopping', at(7.2), at(8))], marks: [{ at: at(7.2), action: 'terminate' }] }),
    ],
  };
}
