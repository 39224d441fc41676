import { l10n } from '../base/l10n.ts';
import { assertNever } from '../base/assertNever.ts';
import { END_REASONS } from './endReasons.ts';
import { exitText } from './exitText.ts';
import type { ProcessRow, RowWork } from './processRow.ts';
import { haltText } from './haltText.ts';

/**
 * What the icon and the colour say. `terminated`: ended by a signal that someone asked for, which is no failure.
 * `lost`: it has ended, but nobody could say how. `orphan`: it runs on without its parent. `other`: a program that is no
 * process of the library's runs; `gone`: it has ended.
 */
export type StatusKind =
  | 'initial'
  | 'running'
  | 'waiting'
  | 'paused'
  | 'stopping'
  | 'orphan'
  | 'other'
  | 'gone'
  | 'ok'
  | 'failed'
  | 'terminated'
  | 'lost';

export interface Status {
  readonly kind: StatusKind;
  /** A word or two, to read beside the icon or instead of it. */
  readonly text: string;
}

export interface Counts {
  readonly alive: number;
  /** Of those that are alive. */
  readonly waiting: number;
  /** By the debugger; of those that are alive. */
  readonly paused: number;
  /** Without the failed ones. */
  readonly ended: number;
  readonly failed: number;
}

/** Late: the translations come first. */
const TEXTS: Record<StatusKind, () => string> = {
  initial: () => l10n.t('not started'),
  running: () => l10n.t('started'),
  waiting: () => l10n.t('waiting'),
  paused: () => l10n.t('paused'),
  stopping: () => l10n.t('stopping'),
  orphan: () => l10n.t('orphan'),
  other: () => l10n.t('other program'),
  gone: () => l10n.t('ended'),
  ok: () => l10n.t('ended'),
  failed: () => l10n.t('failed'),
  terminated: () => l10n.t('terminated'),
  lost: () => l10n.t('connection lost'),
};

export function statusOf(row: ProcessRow): Status {
  const kind = kindOf(row);
  if (kind === 'running' && row.work) return { kind, text: workerText(row.work) };
  return { kind, text: kind === 'ok' && row.state === 'joined' ? l10n.t('joined') : TEXTS[kind]() };
}

/** `idle`, or `runs isPrime`. */
function workerText({ task }: RowWork): string {
  return task === null ? l10n.t('idle') : l10n.t('runs {0}', task);
}

export function counts(rows: Iterable<ProcessRow>): Counts {
  let alive = 0;
  let waiting = 0;
  let paused = 0;
  let ended = 0;
  let failed = 0;
  for (const row of rows) {
    const kind = kindOf(row);
    if (kind === 'waiting') waiting++;
    if (kind === 'paused') paused++;
    if (row.alive) alive++;
    else if (kind === 'failed') failed++;
    else if (kind !== 'initial') ended++;
  }
  return { alive, waiting, paused, ended, failed };
}

/** The row in a line, for where there are no columns: `48220 · daemon · waiting Queue.get jobs`. */
export function rowSummary(row: ProcessRow): string {
  const status = [statusOf(row).text, haltText(row)].filter(Boolean).join(' ');
  return [row.pid, row.daemon ? l10n.t('daemon') : null, status, exitText(row)]
    .filter((part) => part !== null && part !== '')
    .join(' · ');
}

function kindOf(row: ProcessRow): StatusKind {
  switch (row.state) {
    case 'initial':
      return 'initial';
    case 'started':
      return runningKind(row);
    case 'paused':
      return 'paused';
    case 'stopping':
      return 'stopping';
    case 'ended':
    case 'joined':
      return endedKind(row);
    default:
      return assertNever(row.state);
  }
}

function runningKind({ orphanedAt, kind, waiting }: ProcessRow): StatusKind {
  if (orphanedAt !== null) return 'orphan';
  if (kind === 'other') return 'other';
  return waiting.length > 0 ? 'waiting' : 'running';
}

function endedKind({ kind, exitcode, signal, error, endReason }: ProcessRow): StatusKind {
  if (kind === 'other' && exitcode === null && endReason === null) return 'gone';
  if (endReason === END_REASONS.lost || endReason === END_REASONS.away) return 'lost';
  if (endReason === END_REASONS.memory) return 'failed';
  // Ctrl-C is asked for by someone at a terminal, whoever sent the signal.
  if (endReason !== null || signal === 'SIGINT') return 'terminated';
  if (error !== null || (exitcode !== null && exitcode !== 0)) return 'failed';
  return exitcode === null ? 'lost' : 'ok';
}
