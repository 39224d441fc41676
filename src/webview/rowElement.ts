import { l10n } from '../base/l10n.ts';
import { exitText } from '../tree/exitText.ts';
import { haltText } from '../tree/haltText.ts';
import type { ProcessRow } from '../tree/processRow.ts';
import { statusOf } from '../tree/status.ts';
import type { VisibleRow } from '../tree/visibleRows.ts';
import { element, setAttribute, setClass, setText } from './dom.ts';
import { ROW_HEIGHT, STOPS, type ColumnId } from './gridColumns.ts';
import { DurationCell, optionalTexts } from './optionalCells.ts';
import { NameCell } from './nameCell.ts';
import { menuContext, type MenuFlags } from './menuContext.ts';
import { groupLabel, rowLabel, statusWords } from './rowText.ts';
import { WaitCell } from './waitCell.ts';

export interface RowPlace {
  /** From 0, in the whole list. */
  readonly index: number;
  readonly selected: boolean;
  /** What the context menu offers for all that are selected, when it is one of several. */
  readonly menu: MenuFlags | null;
  /** Whether Tab leads into this row. */
  readonly current: boolean;
}

/** The elements of one process; what has not changed is not written, so focus, hover and animations stay. */
export class RowElement {
  readonly element: HTMLElement;
  readonly #name = new NameCell();
  readonly #wait = new WaitCell();
  readonly #duration = new DurationCell();
  readonly #cells: Record<ColumnId, HTMLElement> = {
    name: this.#name.element,
    pid: cell('pid'),
    daemon: cell('daemon'),
    alive: cell('alive'),
    exitcode: cell('exitcode'),
    status: cell('status'),
    waiting: this.#wait.element,
    started: cell('started'),
    duration: this.#duration.element,
    cpu: cell('cpu'),
    memory: cell('memory'),
    line: cell('line'),
    actions: element('div', 'cell actions', { role: 'gridcell' }),
  };
  readonly #word = element('span', 'word');
  readonly #note = element('span', 'note');
  readonly #terminate = actionButton('terminate');
  readonly #join = actionButton('join');
  #shown: VisibleRow | undefined;
  #place: RowPlace | undefined;

  /** @param columns Those that are shown, in their order. */
  constructor(id: string, columns: readonly ColumnId[]) {
    this.#cells.status.append(this.#word, this.#note);
    this.#cells.actions.append(this.#terminate, this.#join);
    this.element = element('div', 'row', { role: 'row', 'data-process-id': id });
    this.element.append(...columns.map((column) => this.#cells[column]));
  }

  update(shown: VisibleRow, place: RowPlace): void {
    this.#updatePlace(shown, place);
    if (this.#shown?.row !== shown.row) this.#updateRow(shown);
    setAttribute(this.element, 'data-vscode-context', menuContext(shown, place.menu));
    this.#shown = shown;
    this.#place = place;
  }

  /** How long it waits and runs, now. @returns Whether a time goes on. */
  showTime(now: number): boolean {
    const waits = this.#wait.showTime(now);
    const runs = this.#cells.duration.isConnected && this.#duration.showTime(now);
    return waits || runs;
  }

  get row(): ProcessRow | undefined {
    return this.#shown?.row;
  }

  /** The stops of the focus that can be seen, from left to right; in a narrow view some are not, and others change places. */
  stops(): string[] {
    const places = STOPS.map((stop) => ({ stop, target: this.stop(stop) }))
      .filter(({ target }) => target !== this.element)
      .map(({ stop, target }) => ({ stop, box: target.getBoundingClientRect() }));
    const seen = places.filter(({ box }) => box.width > 1);
    return seen.sort((a, b) => a.box.x - b.box.x).map(({ stop }) => stop);
  }

  /** The stop for what has the focus in another row: this one may lack it, in a narrow view, or when it waits for nothing. */
  stopLike(name: string | null): string | null {
    const stops = this.stops();
    if (name === null || stops.includes(name)) return name;
    return name === 'waiting' && stops.includes('status') ? 'status' : 'name';
  }

  /** What takes the focus; null is for the row. */
  stop(name: string | null): HTMLElement {
    return (name === null ? null : this.element.querySelector<HTMLElement>(`[data-column="${name}"]`)) ?? this.element;
  }

  #updatePlace(shown: VisibleRow, { index, selected, current }: RowPlace): void {
    const { element: row } = this;
    const { level, posinset, setsize, expanded } = shown;
    if (this.#place?.index !== index) {
      row.style.setProperty('top', `${index * ROW_HEIGHT}px`);
      setAttribute(row, 'aria-rowindex', `${index + 2}`); // the header is the first
    }
    setAttribute(row, 'aria-level', `${level}`);
    setAttribute(row, 'aria-posinset', `${posinset}`);
    setAttribute(row, 'aria-setsize', `${setsize}`);
    setAttribute(row, 'aria-expanded', expanded === null ? null : `${expanded}`);
    setAttribute(row, 'aria-selected', `${selected}`);
    this.#name.place(shown);
    if (this.#place?.current !== current) this.#setTabbable(current);
  }

  // Only the current row is in the order of Tab, with its buttons after it.
  #setTabbable(current: boolean): void {
    const tabindex = current ? '0' : '-1';
    for (const target of [this.element, this.#terminate, this.#join]) setAttribute(target, 'tabindex', tabindex);
  }

  #updateRow({ row, group }: VisibleRow): void {
    const { kind } = statusOf(row);
    const { word, note } = group ? { word: group.status, note: '' } : statusWords(row);
    setAttribute(this.element, 'aria-label', group ? groupLabel(group, row) : rowLabel(row));
    setAttribute(this.element, 'data-group', group ? 'true' : null);
    setAttribute(this.element, 'data-status', kind);
    setAttribute(this.element, 'data-kind', row.kind);
    setAttribute(this.element, 'data-jobs', row.jobs.length > 0 ? 'true' : null);
    setAttribute(this.element, 'data-halts', haltText(row) === '' ? null : 'true');
    this.element.classList.toggle('dim', !row.alive);
    this.element.classList.toggle('troubled', row.commandError !== null || kind === 'failed');
    this.#name.update(row);
    setText(this.#cells.pid, `${row.pid ?? ''}`);
    setText(this.#cells.daemon, row.daemon ? l10n.t('daemon') : '');
    setText(this.#cells.alive, row.alive ? l10n.t('yes') : l10n.t('no'));
    setText(this.#cells.exitcode, exitText(row));
    setText(this.#word, word);
    setText(this.#note, note);
    this.#wait.update(row);
    this.#duration.update(row);
    for (const [column, text] of Object.entries(optionalTexts(row))) setText(this.#cells[column as ColumnId], text);
    this.#updateButtons(row);
    this.element.removeAttribute('title'); // made anew when the pointer comes
  }

  #updateButtons(row: ProcessRow): void {
    label(this.#terminate, l10n.t('Terminate {0}', row.name), row.terminateBlocked);
    setClass(this.#terminate, 'action codicon codicon-debug-stop');
    if (row.joining) label(this.#join, l10n.t('Joining {0}, press again to stop waiting', row.name), null);
    else label(this.#join, l10n.t('Join {0}', row.name), row.joinBlocked);
    setClass(this.#join, `action codicon ${row.joining ? 'codicon-loading joining' : 'codicon-git-merge'}`);
  }
}

function cell(column: ColumnId): HTMLElement {
  return element('div', `cell ${column}`, { role: 'gridcell', 'data-column': column, tabindex: '-1' });
}

function actionButton(action: string): HTMLButtonElement {
  return element('button', 'action codicon', { type: 'button', 'data-action': action, 'data-column': action });
}

// aria-disabled and not disabled: it can still be focused, and so tells why it cannot be done.
function label(button: HTMLElement, text: string, blocked: string | null): void {
  setAttribute(button, 'aria-label', text);
  setAttribute(button, 'title', blocked ?? text);
  setAttribute(button, 'aria-disabled', blocked === null ? null : 'true');
}
