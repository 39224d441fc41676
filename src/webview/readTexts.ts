import type { Texts } from '../base/l10n.ts';

/** The translations that the host has put into the document; none where it has none. */
export function readTexts(): Texts {
  const written: unknown = JSON.parse(document.querySelector('#texts')?.textContent ?? '{}');
  const entries = Object.entries(typeof written === 'object' && written !== null ? written : {});
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
