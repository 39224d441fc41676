/**
 * Processes and their lives in the Trace Event Format, which Perfetto and chrome://tracing open: a process each, its life
 * as a complete event with its states inside, flows from who started to who was started, instants for what was asked.
 */
import type { LifeMark } from '../tree/life.ts';
import type { ProcessRow } from '../tree/processRow.ts';
import { endText } from '../tree/endText.ts';
import { segmentsOf, type Segment } from './segments.ts';
import type { Recording } from './recording.ts';

/** Times are microseconds, as the format has them. */
export interface TraceEvent {
  readonly name: string;
  readonly ph: 'X' | 'M' | 'i' | 's' | 'f';
  readonly pid: number;
  readonly tid: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly cat?: string;
  readonly id?: number;
  readonly s?: 't';
  readonly bp?: 'e';
  readonly cname?: string;
  readonly args?: Readonly<Record<string, unknown>>;
}

export interface ChromeTrace {
  readonly displayTimeUnit: 'ms';
  readonly otherData: Readonly<Record<string, string>>;
  readonly traceEvents: readonly TraceEvent[];
}

/** No system has pids so high. */
const FIRST_FREE_PID = 10_000_000;

/** @param savedBy The program and its version, for people. */
export function chromeTrace({ savedAt, rows, lives }: Recording, savedBy: string): ChromeTrace {
  const started = rows.filter((row) => row.startedAt !== null);
  const pids = pidsOf(started);
  const byId = new Map(started.map((row) => [row.id, row]));
  const origin = Math.min(savedAt, ...started.map(({ startedAt }) => startedAt ?? savedAt));
  const time = (at: number) => Math.round((Math.min(at, savedAt) - origin) * 1000);
  const traceEvents = started.flatMap((row, index) => {
    const pid = pids.get(row.id) ?? 0;
    const life = lives.get(row.id);
    const place = { pid, tid: pid };
    const spawn = spansStart(byId.get(row.parentId ?? ''), row) ? flow(row, index, pids, time) : [];
    const asked = life?.marks.map((mark) => instant(mark, place, time)) ?? [];
    return metadata(row, index, place).concat(states(row, segmentsOf(row, life), place, time), asked, spawn);
  });
  const otherData = { savedBy, startedAt: new Date(origin).toISOString(), savedAt: new Date(savedAt).toISOString() };
  return { displayTimeUnit: 'ms', otherData, traceEvents };
}

interface Place {
  readonly pid: number;
  readonly tid: number;
}

/** A pid may be that of another one later. */
function pidsOf(rows: readonly ProcessRow[]): ReadonlyMap<string, number> {
  const taken = new Set<number>();
  return new Map(
    rows.map(({ id, pid }, index) => {
      const own = pid !== null && pid > 0 && !taken.has(pid) ? pid : FIRST_FREE_PID + index;
      taken.add(own);
      return [id, own];
    }),
  );
}

function metadata(row: ProcessRow, index: number, place: Place): TraceEvent[] {
  return [
    { name: 'process_name', ph: 'M', ...place, args: { name: row.name } },
    { name: 'process_sort_index', ph: 'M', ...place, args: { sort_index: index } },
    { name: 'thread_name', ph: 'M', ...place, args: { name: row.name } },
  ];
}

function states(
  row: ProcessRow,
  segments: readonly Segment[],
  place: Place,
  time: (at: number) => number,
): TraceEvent[] {
  const span = ({ from, to }: Pick<Segment, 'from' | 'to'>) => ({ ts: time(from), dur: time(to) - time(from) });
  const from = segments[0]?.from ?? 0;
  const whole = {
    name: row.name,
    ph: 'X',
    cat: 'process',
    ...place,
    ...span({ from, to: segments.at(-1)?.to ?? from }),
  } as const;
  const args = { pid: row.pid, target: row.target, args: row.args, exitcode: row.exitcode, ended: endText(row) };
  return [
    { ...whole, args },
    ...segments.map((segment): TraceEvent => {
      return {
        name: stateName(segment),
        ph: 'X',
        cat: segment.kind,
        ...place,
        ...span(segment),
        args: stateArgs(segment),
      };
    }),
  ];
}

/** In English, as all of a trace. */
function stateName({ kind, spans }: Segment): string {
  const what = spans.find((span) => span.kind === kind && span.what !== '')?.what;
  return what === undefined ? kind : `${kind}: ${what}`;
}

function stateArgs({ spans }: Segment): Record<string, unknown> {
  const places = spans.map(({ location }) => location && `${location.url}:${location.line}:${location.column}`);
  const merged = spans.flatMap((span) => ('merged' in span && span.merged ? [span.merged] : []));
  return {
    ...(spans.length > 1 ? { all: spans.map(({ what }) => what) } : {}),
    ...(places.some(Boolean) ? { where: places.filter(Boolean) } : {}),
    ...(merged.length > 0 ? { merged } : {}),
  };
}

function instant({ at, action }: LifeMark, place: Place, time: (at: number) => number): TraceEvent {
  return { name: `${action} asked for`, ph: 'i', s: 't', cat: 'command', ...place, ts: time(at) };
}

/** An end of a flow has to be in an event: here in that of the parent's whole life. */
function spansStart(parent: ProcessRow | undefined, { startedAt }: ProcessRow): boolean {
  if (!parent || startedAt === null) return false;
  return startedAt >= (parent.startedAt ?? Infinity) && startedAt <= (parent.endedAt ?? Infinity);
}

function flow(
  { id, parentId, startedAt }: ProcessRow,
  index: number,
  pids: ReadonlyMap<string, number>,
  time: (at: number) => number,
): TraceEvent[] {
  const [from, to] = [pids.get(parentId ?? '') ?? 0, pids.get(id) ?? 0];
  const spawn = { name: 'start', cat: 'spawn', id: index, ts: time(startedAt ?? 0) };
  return [
    { ...spawn, ph: 's', pid: from, tid: from },
    { ...spawn, ph: 'f', bp: 'e', pid: to, tid: to },
  ];
}
