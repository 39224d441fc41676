import { parseLifeUpdate } from '../timeline/parseLife.ts';
import type {
  LivesMessage,
  OutputMessage,
  PatchMessage,
  RunRemedy,
  SnapshotMessage,
  ToWebview,
  ViewAction,
} from '../tree/messages.ts';
import { parseColumns, parseRollUp, parseSort, parseWidths } from '../tree/gridLayout.ts';
import type { OutputLine } from '../tree/outputLine.ts';
import type { ProcessRow, RowDebug, RowJob, SharedObject } from '../tree/processRow.ts';

/** A message of the host's, or null for what is none; a row that is malformed is left out of its message. */
export function parseMessage(data: unknown): ToWebview | null {
  if (!isRecord(data) || typeof data['type'] !== 'string') return null;
  return parsers.get(data['type'])?.(data) ?? null;
}

type Fields = Record<string, unknown>;

const parsers = new Map<string, (data: Fields) => ToWebview | null>([
  ['snapshot', parseSnapshot],
  ['patch', parsePatch],
  ['lives', parseLives],
  ['recording', parseRecording],
  ['reveal', (data) => (typeof data['id'] === 'string' ? { type: 'reveal', id: data['id'] } : null)],
  ['status', parseStatus],
  ['environment', parseEnvironment],
  ['viewAction', parseViewAction],
  ['output', parseOutput],
  ['layout', parseLayout],
]);

function parseSnapshot({ revision, rows }: Fields): SnapshotMessage | null {
  if (!isRevision(revision) || !Array.isArray(rows)) return null;
  return { type: 'snapshot', revision, rows: rows.filter(isRow) };
}

function parsePatch({ revision, changed, removed }: Fields): PatchMessage | null {
  if (!isRevision(revision) || !Array.isArray(changed) || !Array.isArray(removed)) return null;
  const ids = removed.filter((id: unknown) => typeof id === 'string');
  return { type: 'patch', revision, changed: changed.filter(isRow), removed: ids };
}

function parseLives({ at, lives }: Fields): LivesMessage | null {
  if (typeof at !== 'number' || !Array.isArray(lives)) return null;
  return { type: 'lives', at, lives: lives.map(parseLifeUpdate).filter((update) => update !== null) };
}

function parseRecording({ recording }: Fields): ToWebview | null {
  if (recording === null) return { type: 'recording', recording };
  if (!isRecord(recording)) return null;
  const { name, savedAt } = recording;
  if (typeof name !== 'string' || typeof savedAt !== 'number') return null;
  return { type: 'recording', recording: { name, savedAt } };
}

function parseStatus({ status }: Fields): ToWebview | null {
  if (status === null) return { type: 'status', status };
  if (!isRecord(status) || typeof status['text'] !== 'string') return null;
  return {
    type: 'status',
    status: {
      severity: status['severity'] === 'error' ? 'error' : 'info',
      text: status['text'],
      ...(isList(isText)(status['kill']) && { kill: status['kill'] as readonly string[] }),
    },
  };
}

const REMEDIES: readonly RunRemedy[] = ['manageTrust', 'openNodePath'];

function parseEnvironment({ runBlocked, remedy, currentFile }: Fields): ToWebview | null {
  if (!isTextOrNull(runBlocked) || !isTextOrNull(currentFile)) return null;
  const known = REMEDIES.find((one) => one === remedy) ?? null;
  return { type: 'environment', runBlocked, remedy: known, currentFile };
}

const VIEW_ACTIONS: readonly ViewAction[] = [
  'collapseAll',
  'focusFilter',
  'showTimeline',
  'togglePause',
  'toggleFollow',
];

function parseViewAction({ action }: Fields): ToWebview | null {
  const known = VIEW_ACTIONS.find((one) => one === action);
  return known ? { type: 'viewAction', action: known } : null;
}

function parseLayout({ layout }: Fields): ToWebview | null {
  if (!isRecord(layout)) return null;
  const { shown, widths, sort, rollUp } = layout;
  return {
    type: 'layout',
    layout: {
      shown: parseColumns(shown),
      widths: parseWidths(widths),
      sort: parseSort(sort),
      rollUp: parseRollUp(rollUp, 0),
    },
  };
}

function parseOutput({ id, lines, more }: Fields): OutputMessage | null {
  if (typeof id !== 'string' || !Array.isArray(lines) || typeof more !== 'number') return null;
  return { type: 'output', id, lines: lines.filter(isLine), more };
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isFlag: Check = (value) => typeof value === 'boolean';
const isNumber: Check = (value) => typeof value === 'number';
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const isError: Check = (value) => isRecord(value) && isText(value['name']) && isText(value['message']);
const isLocation: Check = (value) =>
  isRecord(value) && isText(value['url']) && isNumber(value['line']) && isNumber(value['column']);
const isStopRequest: Check = (value) =>
  isRecord(value) &&
  (value['by'] === 'here' || value['by'] === 'parent') &&
  isText(value['signal']) &&
  orNull(isNumber)(value['at']);

const isList =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const isWait: Check = (value) =>
  isRecord(value) &&
  isNumber(value['wait']) &&
  isText(value['operation']) &&
  isText(value['object']) &&
  isNumber(value['at']) &&
  orNull(isLocation)(value['location']);
const isProcessRef: Check = (value) => isRecord(value) && isText(value['id']) && isText(value['name']);
const objectChecks: { readonly [K in keyof SharedObject]: Check } = {
  id: isText,
  kind: isText,
  name: isText,
  depth: orNull(isNumber),
  limit: orNull(isNumber),
  unfinished: orNull(isNumber),
  flag: orNull(isFlag),
  holder: orNull(isProcessRef),
  lostBy: (value) => value === undefined || isProcessRef(value),
  waiters: isList(isProcessRef),
  moreWaiters: isNumber,
  users: (value) => value === undefined || isList(isProcessRef)(value),
  moreUsers: (value) => value === undefined || isNumber(value),
};
const isObject = hasFields(objectChecks);

const debugChecks: { readonly [K in keyof RowDebug]: Check } = {
  session: isText,
  name: isText,
  attached: isFlag,
  current: isFlag,
  paused: orNull(
    (value) =>
      isRecord(value) &&
      isText(value['reason']) &&
      orNull(isText)(value['text']) &&
      orNull(isLocation)(value['location']),
  ),
};

const jobChecks: { readonly [K in keyof RowJob]: Check } = {
  job: isNumber,
  operation: isText,
  name: isText,
  done: isNumber,
  total: orNull(isNumber),
  at: isNumber,
};

// A check for each field, so that a row with a field too few cannot be forgotten when one is added.
const rowChecks: { readonly [K in keyof ProcessRow]: Check } = {
  id: isText,
  parentId: orNull(isText),
  kind: isText,
  name: isText,
  pid: orNull(isNumber),
  daemon: isFlag,
  alive: isFlag,
  exitcode: orNull(isNumber),
  signal: orNull(isText),
  state: isText, // a state that is not known yet is shown as it is called
  startedAt: orNull(isNumber),
  endedAt: orNull(isNumber),
  error: orNull(isError),
  endReason: orNull(isText),
  stopRequest: orNull(isStopRequest),
  orphanedAt: orNull(isNumber),
  cpu: orNull(isNumber),
  memory: orNull(isNumber),
  waiting: isList(isWait),
  objects: isList(isObject),
  jobs: isList(hasFields(jobChecks)),
  work: orNull(hasFields({ task: orNull(isText) })),
  debug: orNull(hasFields(debugChecks)),
  joining: isFlag,
  terminateBlocked: orNull(isText),
  joinBlocked: orNull(isText),
  attachBlocked: orNull(isText),
  commandError: orNull(isText),
  script: orNull(isText),
  commandLine: orNull(isText),
  cwd: orNull(isText),
  runtime: orNull(isText),
  target: orNull(isText),
  args: orNull(isText),
  location: orNull(isLocation),
};
const isRow = hasFields(rowChecks) as (value: unknown) => value is ProcessRow;

const isLine = hasFields({ at: isNumber, stream: isStream, text: isText }) as (value: unknown) => value is OutputLine;

function isStream(value: unknown): boolean {
  return value === 'stdout' || value === 'stderr' || value === 'note';
}

function hasFields(checks: Readonly<Record<string, Check>>): Check {
  const entries = Object.entries(checks);
  return (value) => isRecord(value) && entries.every(([key, check]) => check(value[key]));
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function isRevision(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}
