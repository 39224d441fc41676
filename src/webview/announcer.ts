import { l10n } from '../base/l10n.ts';
import { exitText } from '../tree/exitText.ts';
import { statusOf } from '../tree/status.ts';
import { element } from './dom.ts';
import type { RowChange } from './rowStore.ts';

const PAUSE_MS = 1500;
const MOST_NAMED = 3;

/** Tells a screen reader what happens in the tree, in batches, so that it is not talked over. */
export class Announcer {
  readonly element = element('div', 'visually-hidden', {
    role: 'log',
    'aria-live': 'polite',
    'aria-label': l10n.t('Process events'),
  });
  #pending: RowChange[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  add(changes: readonly RowChange[]): void {
    if (!document.body.classList.contains('vscode-using-screen-reader')) return;
    const events = changes.filter((change) => eventOf(change) !== null);
    if (events.length === 0) return;
    this.#pending.push(...events);
    if (this.#timer === undefined) this.#timer = setTimeout(() => this.#flush(), PAUSE_MS);
  }

  #flush(): void {
    this.#timer = undefined;
    this.element.replaceChildren(element('div', '', {}, announcement(this.#pending)));
    this.#pending = [];
  }
}

type RowEvent = 'started' | 'ended' | 'failed';

/** What a change is worth saying of; null when nothing. */
export function eventOf({ before, after }: RowChange): RowEvent | null {
  if (after.alive) return before?.alive ? null : 'started';
  if (!before?.alive) return null;
  return statusOf(after).kind === 'failed' ? 'failed' : 'ended';
}

/** `worker 1 ended, exit code 0`; of many changes only how many there are. */
export function announcement(changes: readonly RowChange[]): string {
  if (changes.length <= MOST_NAMED) return changes.map(sentence).join('. ');
  const events = changes.map(eventOf);
  const parts = (['started', 'ended', 'failed'] as const).map((event) => {
    const count = events.filter((other) => other === event).length;
    return count > 0 ? countText(event, count) : '';
  });
  return l10n.t('Processes: {0}', parts.filter(Boolean).join(', '));
}

function countText(event: RowEvent, count: number): string {
  if (event === 'started') return l10n.t('{0} started', count);
  return event === 'failed' ? l10n.t('{0} failed', count) : l10n.t('{0} ended', count);
}

function sentence(change: RowChange): string {
  const { after } = change;
  const exit = after.alive ? '' : exitText(after);
  if (eventOf(change) === 'started') return l10n.t('{0} started', after.name);
  if (exit === '') return l10n.t('{0} ended', after.name);
  if (eventOf(change) === 'failed') return l10n.t('{0} failed, exit code {1}', after.name, exit);
  return l10n.t('{0} ended, exit code {1}', after.name, exit);
}
