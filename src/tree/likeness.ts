/** What makes rows alike, so that they can be shown as one. */
import type { ProcessRow } from './processRow.ts';
import { statusOf, type StatusKind } from './status.ts';
import { waitText } from './waitText.ts';

/** Siblings that do the same work. */
export function kinOf({ parentId, kind, name, target, daemon }: ProcessRow): string {
  return JSON.stringify([parentId, kind, stemOf(name), target, daemon]);
}

/** What a row says; the same of rows that are alike. */
export function lookOf(row: ProcessRow): string {
  return JSON.stringify([statusOf(row).text, waitText(row), row.exitcode]);
}

/** `Worker` of `Worker-3`: a name without the number at its end. */
export function stemOf(name: string): string {
  return /^(.*[^\s\d:#_-])[\s\d:#_-]*\d+$/u.exec(name)?.[1] ?? name;
}

const HIDDEN_KINDS: ReadonlySet<StatusKind> = new Set([
  'initial',
  'running',
  'waiting',
  'other',
  'ok',
  'gone',
  'terminated',
]);

/** Whether a row may be hidden in a group: what is amiss, or in the user's hands, is seen. */
export function mayHide(row: ProcessRow): boolean {
  return (
    HIDDEN_KINDS.has(statusOf(row).kind) &&
    !row.joining &&
    row.commandError === null &&
    row.debug?.current !== true &&
    row.parentId !== null
  );
}
