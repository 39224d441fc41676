import { l10n } from '../base/l10n.ts';
import { endText, exitMeaning } from './endText.ts';
import { exitText } from './exitText.ts';
import { flattenRows } from './flattenRows.ts';
import { haltText, pauseOf, pauseText } from './haltText.ts';
import type { ProcessRow } from './processRow.ts';
import { statusOf } from './status.ts';
import { waitName } from './waitText.ts';

/** One row for the clipboard: name, pid, `daemon` or nothing, status, exit code and, if anything, what it waits for, between tabs. */
export function copyText(row: ProcessRow): string {
  const cells = [row.name, row.pid ?? '', row.daemon ? l10n.t('daemon') : '', statusOf(row).text, exitText(row)];
  const halt = haltText(row);
  if (halt !== '') cells.push(halt);
  return cells.map((cell) => String(cell).replaceAll(/[\t\r\n]+/gu, ' ')).join('\t');
}

/** Rows as a nested Markdown list, the way one pastes them into an issue. */
export function copyMarkdown(rows: readonly ProcessRow[]): string {
  const levels = new Map<string, number>();
  return flattenRows(rows)
    .map((row) => {
      const level = row.parentId === null ? 0 : (levels.get(row.parentId) ?? -1) + 1;
      levels.set(row.id, level);
      return `${'  '.repeat(level)}- ${markdownLine(row)}\n`;
    })
    .join('');
}

function markdownLine(row: ProcessRow): string {
  const { pid, daemon, error } = row;
  const identity = [pid === null ? null : `pid ${pid}`, daemon ? l10n.t('daemon') : null].filter(
    (part) => part !== null,
  );
  const reason = row.endReason === null && row.signal === null ? exitMeaning(row) : endText(row);
  const waits = row.waiting.map(waitName).join(', ');
  const pause = pauseOf(row);
  const paused = pause && l10n.t('paused, {0}', pauseText(pause));
  const status = paused ?? (waits ? l10n.t('waiting on {0}', waits) : statusOf(row).text);
  const outcome = [status, exitText(row), reason, error && `${error.name}: ${firstLine(error.message)}`];
  const parts = [
    identity.length > 0 ? `(${identity.join(', ')})` : null,
    [...new Set(outcome)].filter(Boolean).join(', '),
  ];
  return [`**${escaped(row.name)}**`, ...parts.filter((part) => part !== null).map(escaped)].join(' ');
}

function firstLine(text: string): string {
  return text.split(/\r?\n/u, 1)[0] ?? '';
}

function escaped(text: string): string {
  return text.replaceAll(/[\r\n]+/gu, ' ').replaceAll(/[\\`*_[\]<>|]/gu, String.raw`\$&`);
}
