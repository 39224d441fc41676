import { l10n } from '../base/l10n.ts';
import { END_REASONS, endReasonText } from '../tree/endReasons.ts';
import { endText, exitMeaning } from '../tree/endText.ts';
import { exitText } from '../tree/exitText.ts';
import type { RowGroup } from '../tree/groupRow.ts';
import type { OutputMessage } from '../tree/messages.ts';
import type { ProcessRow, RowLocation, SharedObject } from '../tree/processRow.ts';
import { pauseOf, pauseText } from '../tree/haltText.ts';
import { statusOf } from '../tree/status.ts';
import { errorLine } from '../tree/statusNote.ts';
import { thrownAt } from '../tree/stackFrames.ts';
import { waitName } from '../tree/waitText.ts';
import { jobText } from '../tree/workText.ts';
import { formatDuration, formatTime } from './format.ts';
import { targetText } from './rowText.ts';

/** A text, a link where there is a `location`, and what follows it. */
export interface DetailLine {
  readonly text: string;
  readonly location: RowLocation | null;
  readonly after: string;
}

export interface DetailField {
  readonly label: string;
  readonly value: string;
  /** Code is shown in the editor's font, `error` in its colour too. */
  readonly look?: 'code' | 'error' | 'stack';
  /** Instead of the value: some lines. */
  readonly lines?: readonly DetailLine[];
  /** Instead of the value: a table. */
  readonly objects?: readonly SharedObject[];
  /** Instead of the value: the last lines that it has printed. */
  readonly output?: OutputMessage;
  /** Where the value leads to. */
  readonly leadsTo?: { readonly row: string } | { readonly location: RowLocation };
}

export interface DetailSubject {
  readonly row: ProcessRow;
  readonly parent: ProcessRow | undefined;
  /** What is known of what it has printed. */
  readonly output: OutputMessage | null;
  readonly now: number;
  /** Of a row that stands for several. */
  readonly group?: RowGroup | undefined;
}

/** What the details tell of a row, in the order of telling: how it is first, then what it is. */
export function detailFields({ row, parent, output, now, group }: DetailSubject): DetailField[] {
  const fields = [...outcomeFields(row, output, now), ...identityFields(row, parent)].filter((one) => one !== null);
  return group ? [...groupFields(group), ...fields.slice(1)] : fields; // the first is the status of one
}

const MOST_NAMES = 100;

function groupFields({ status, members }: RowGroup): DetailField[] {
  const names = members.slice(0, MOST_NAMES).map(({ name }) => name);
  const more = members.length > MOST_NAMES ? [l10n.t('{0} more', members.length - MOST_NAMES)] : [];
  return [
    { label: l10n.t('Status'), value: status },
    { label: l10n.t('Processes'), value: [...names, ...more].join(', ') },
  ];
}

function outcomeFields(row: ProcessRow, output: OutputMessage | null, now: number): (DetailField | null)[] {
  const { startedAt, error } = row;
  const trace = error?.stack ?? (error?.message.includes('\n') ? `${error.name}: ${error.message}` : null);
  return [
    field(l10n.t('Status'), outcome(row)),
    endField(row),
    field(l10n.t('Asked to end'), requestText(row, now)),
    pauseField(row),
    field(l10n.t('Without its parent since'), row.orphanedAt === null ? null : formatTime(row.orphanedAt, now)),
    waitsField(row, now),
    jobsField(row, now),
    field(l10n.t('Debugger'), debuggerText(row)),
    field(l10n.t('Error'), error && errorLine(error), 'error'),
    field(l10n.t('Trace'), trace, 'stack'),
    field(l10n.t('Last command'), row.commandError, 'error'),
    output && output.lines.length > 0 ? { label: l10n.t('Last output'), value: '', output } : null,
    field(l10n.t('Started'), startedAt === null ? null : formatTime(startedAt, now)),
    startedAt === null
      ? null
      : field(row.alive ? l10n.t('Running for') : l10n.t('Ran for'), duration(row, startedAt, now)),
    row.objects.length > 0 ? { label: l10n.t('Shared objects'), value: '', objects: row.objects } : null,
  ];
}

/** Where it is more than the status says. */
function endField(row: ProcessRow): DetailField | null {
  const text = endText(row);
  const isPlain = row.endReason === null && row.signal === null && row.error === null && exitMeaning(row) === null;
  const isKnown = text === null || isPlain || (row.error === null && outcome(row).startsWith(text));
  if (isKnown) return null;
  const location = row.error?.stack === undefined ? null : thrownAt(row.error.stack);
  return { label: l10n.t('How it ended'), value: text, ...(location && { leadsTo: { location } }) };
}

/** Who wanted it to end, and when. */
function requestText({ stopRequest, endReason, endedAt, signal, state }: ProcessRow, now: number): string | null {
  const closed = endReason === END_REASONS.window && endedAt !== null;
  if (closed) return l10n.t('by the closing of the window, at {0}', formatTime(endedAt, now));
  if (stopRequest) {
    const { by, signal: sent, at } = stopRequest;
    const who = by === 'here' ? l10n.t('from here, by {0}', sent) : l10n.t('by its parent, by {0}', sent);
    return at === null ? who : l10n.t('{0}, at {1}', who, formatTime(at, now));
  }
  const isForeign =
    endReason !== END_REASONS.debugger &&
    state !== 'started' &&
    (signal === 'SIGKILL' || signal === 'SIGTERM' || signal === 'SIGHUP');
  return isForeign ? l10n.t('by {0} from elsewhere: neither from here nor by its parent', signal) : null;
}

function pauseField(row: ProcessRow): DetailField | null {
  const pause = pauseOf(row);
  if (!pause) return null;
  const line = { text: pauseText(pause), location: pause.location, after: pause.text === null ? '' : ` ${pause.text}` };
  return { label: l10n.t('Paused'), value: '', lines: [line] };
}

function debuggerText({ debug }: ProcessRow): string | null {
  if (debug === null) return null;
  return debug.attached ? l10n.t('{0}, attached', debug.name) : debug.name;
}

/** Since when and not how long: links that are written anew each second cannot be used. */
function waitsField({ waiting }: ProcessRow, now: number): DetailField | null {
  if (waiting.length === 0) return null;
  const lines = waiting.map((wait) => {
    const { location } = wait;
    return { text: waitName(wait), location, after: ` ${l10n.t('since {0}', formatTime(wait.at, now))}` };
  });
  return { label: l10n.t('Waiting on'), value: '', lines };
}

/** What its pools have to do. */
function jobsField({ jobs }: ProcessRow, now: number): DetailField | null {
  if (jobs.length === 0) return null;
  const lines = jobs.map((job) => {
    const after = ` ${job.name} ${l10n.t('since {0}', formatTime(job.at, now))}`;
    return { text: jobText(job), location: null, after };
  });
  return { label: l10n.t('In progress'), value: '', lines };
}

function identityFields(row: ProcessRow, parent: ProcessRow | undefined): (DetailField | null)[] {
  const { location } = row;
  return [
    field(l10n.t('Target'), targetText(row), 'code'),
    location && { ...field(l10n.t('Made at'), placeText(location)), leadsTo: { location } },
    parent ? { label: l10n.t('Parent'), value: withPid(parent), leadsTo: { row: parent.id } } : null,
    field(l10n.t('PID'), row.pid === null ? null : pidText(row.pid, row.daemon)),
    field(l10n.t('Command line'), row.commandLine, 'code'),
    field(l10n.t('Script'), row.script === row.commandLine ? null : row.script, 'code'),
    field(l10n.t('Working directory'), row.cwd, 'code'),
    field(l10n.t('Runtime'), row.runtime),
  ] as (DetailField | null)[];
}

function field(label: string, value: string | null, look?: DetailField['look']): DetailField | null {
  if (value === null || value === '') return null;
  return look ? { label, value, look } : { label, value };
}

/** `terminated from here, exit code -15 SIGTERM`. */
function outcome(row: ProcessRow): string {
  const { text } = statusOf(row);
  const exit = exitText(row);
  const reason = endReasonText(row.endReason);
  // A reason that says the word itself stands for it.
  const words = reason?.startsWith(text) ? [reason] : [text, reason];
  return [...words, exit && (row.exitcode === null ? exit : l10n.t('exit code {0}', exit))].filter(Boolean).join(', ');
}

function pidText(pid: number, daemon: boolean): string {
  return daemon ? l10n.t('{0}, daemon', pid) : String(pid);
}

function duration({ alive, endedAt }: ProcessRow, startedAt: number, now: number): string | null {
  if (alive) return formatDuration(now - startedAt);
  return endedAt === null ? null : formatDuration(endedAt - startedAt);
}

function withPid({ name, pid }: ProcessRow): string {
  return pid === null ? name : `${name} (${pid})`;
}

function placeText({ url, line, column }: RowLocation): string {
  return `${decoded(url.replace(/^file:\/\/(?=\/)/, ''))}:${line}:${column}`;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // a stray % is no escape
  }
}
