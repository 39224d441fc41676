import { l10n } from '../base/l10n.ts';
import type { Counts } from '../tree/status.ts';
import { element, setAttribute, setText } from './dom.ts';

const PARTS = ['found', 'alive', 'paused', 'waiting', 'ended', 'failed'] as const;
type Part = (typeof PARTS)[number];

/** How many processes there are in which state. Each part is an element: where there is no room for all, the least needed go. */
export class CountsLine {
  readonly element = element('div', 'counts');
  readonly #parts = new Map(PARTS.map((part) => [part, element('span', part)]));

  constructor() {
    this.element.append(...this.#parts.values());
  }

  /** @param matches How many the filter finds; null without one. */
  show(counts: Counts, matches: number | null): void {
    const texts = textsOf(counts, matches);
    let first = true;
    for (const [part, span] of this.#parts) {
      const text = texts[part];
      setText(span, text === null || first ? (text ?? '') : ` · ${text}`);
      first &&= text === null;
    }
    const all = PARTS.map((part) => texts[part]).filter((text) => text !== null);
    setAttribute(this.element, 'title', all.join(', '));
  }
}

/** What there is always to be said of keeps its place. */
function textsOf({ alive, paused, waiting, ended, failed }: Counts, found: number | null): Record<Part, string | null> {
  return {
    found: found === null ? null : l10n.t('{0} found', found),
    alive: l10n.t('{0} alive', alive),
    paused: paused > 0 ? l10n.t('{0} paused', paused) : null,
    waiting: waiting > 0 ? l10n.t('{0} waiting', waiting) : null,
    ended: l10n.t('{0} ended', ended),
    failed: failed > 0 ? l10n.t('{0} failed', failed) : null,
  };
}
