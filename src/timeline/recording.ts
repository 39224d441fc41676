/** A recording of processes and their lives, as a file: docs/recording.md describes it. */
import { l10n } from '../base/l10n.ts';
import type { Life } from '../tree/life.ts';
import { parseRow } from '../tree/parseRows.ts';
import type { ProcessRow } from '../tree/processRow.ts';
import { parseLife } from './parseLife.ts';

const RECORDING_FORMAT = 'process-tree-recording';
const RECORDING_VERSION = 1;

/** More than 50,000 spans and 10,000 rows take; what is larger is none of ours. */
export const MAX_RECORDING_BYTES = 128 * 1024 * 1024;

export interface Recording {
  /** Milliseconds since the epoch; what was going on then has no end. */
  readonly savedAt: number;
  /** Parents before their children. */
  readonly rows: readonly ProcessRow[];
  /** By the id of the row. */
  readonly lives: ReadonlyMap<string, Life>;
}

/** Why a file cannot be opened; the message is a sentence for people. */
export class RecordingError extends Error {}

/** @param savedBy The program and its version, for people. */
export function recordingText({ savedAt, rows, lives }: Recording, savedBy: string): string {
  const processes = rows.map((row) => ({ ...row, life: lives.get(row.id) ?? null }));
  const head = { format: RECORDING_FORMAT, version: RECORDING_VERSION, savedAt, savedBy };
  // A process a line: so that versions can be compared.
  const lines = processes.map((process) => `    ${JSON.stringify(process)}`);
  return `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "processes": [\n${lines.join(',\n')}\n  ]\n}\n`;
}

/**
 * Reads a recording. Fields of a process that are missing or wrong get their defaults, as in rows that were kept.
 * @throws RecordingError when it is no recording, or one of a newer version.
 */
export function parseRecording(text: string): Recording {
  const { format, version, savedAt, processes } = parseJson(text);
  if (format !== RECORDING_FORMAT) throw new RecordingError(l10n.t('It is no recording of the process tree.'));
  if (version !== RECORDING_VERSION) throw new RecordingError(versionText(version));
  if (typeof savedAt !== 'number' || !Number.isFinite(savedAt) || !Array.isArray(processes))
    throw new RecordingError(l10n.t('It is damaged: the time or the processes are missing.'));
  const rows: ProcessRow[] = [];
  const lives = new Map<string, Life>();
  for (const process of processes as readonly unknown[]) {
    const row = parseRow(process);
    if (!row || !isRecord(process)) continue;
    rows.push({ ...row, debug: null }); // the debugger is not in a recording
    if (isRecord(process['life'])) lives.set(row.id, parseLife(process['life']));
  }
  if (rows.length === 0) throw new RecordingError(l10n.t('There is no process in it.'));
  return { savedAt, rows, lives };
}

function parseJson(text: string): Fields {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : {};
  } catch (cause) {
    throw new RecordingError(l10n.t('It is no JSON.'), { cause });
  }
}

function versionText(version: unknown): string {
  if (typeof version !== 'number') return l10n.t('It is damaged: the version is missing.');
  return l10n.t('It is of version {0}, and this extension reads version {1}: update it.', version, RECORDING_VERSION);
}

type Fields = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}
