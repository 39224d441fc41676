import { l10n } from '../base/l10n.ts';
import type { RowGroup } from '../tree/groupRow.ts';
import type { OutputMessage } from '../tree/messages.ts';
import type { ProcessRow, RowLocation, SharedObject } from '../tree/processRow.ts';
import { clock } from './clock.ts';
import { detailFields, type DetailField, type DetailLine } from './detailFields.ts';
import { element, setAttribute, setClass, setHidden, setText } from './dom.ts';
import { link } from './link.ts';
import { ObjectTable, type ObjectTableHandlers } from './objectTable.ts';
import { OutputLines } from './outputLines.ts';
import { Sash } from './sash.ts';
import { stackLines } from '../tree/stackFrames.ts';

export interface DetailsHandlers extends ObjectTableHandlers {
  /** The user has opened or closed it, or changed its height. */
  changed(): void;
  open(location: RowLocation): void;
  showOutput(id: string): void;
  /** The height of the whole view, in CSS pixels. */
  room(): number;
}

export interface DetailsState {
  /** null: open when there is room enough. */
  readonly open: boolean | null;
  /** In CSS pixels; null: a part of the view. */
  readonly height: number | null;
}

const LEAST_HEIGHT = 44;
/** Of nobody's choice: seven lines, or in a higher view that share of it, so that a trace is seen. */
const DEFAULT_HEIGHT = 154;
const DEFAULT_SHARE = 0.4;
const ROOM_FOR_OPEN = 440;

/** The part below the grid that tells all about the selected row. */
export class Details {
  readonly element = element('section', 'details', { 'aria-label': l10n.t('Details') });
  readonly #handlers: DetailsHandlers;
  readonly #sash: Sash;
  readonly #twistie = element('span', 'codicon', { 'aria-hidden': 'true' });
  readonly #subject = element('span', 'subject');
  readonly #toggle = element(
    'button',
    'toggle',
    { type: 'button' },
    this.#twistie,
    element('span', 'title', {}, l10n.t('Details')),
    this.#subject,
  );
  readonly #hint = element('p', 'hint', {}, l10n.t('Select a process to see its details.'));
  readonly #list = element('dl');
  readonly #body = element(
    'div',
    'body',
    { tabindex: '0', role: 'group', 'aria-label': l10n.t('Details of the selected process') },
    this.#hint,
    this.#list,
  );
  #output: OutputMessage | null = null;
  readonly #fields = new Map<string, FieldElement>();
  #state: DetailsState;
  /** Kept, since to measure it in each frame would cost a layout. */
  #room = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #show: () => void = () => {};
  /** How many rows are selected; the details are about one of them. */
  selectedCount = 0;

  constructor(handlers: DetailsHandlers, state: DetailsState) {
    this.#handlers = handlers;
    this.#state = state;
    this.#sash = new Sash({
      height: () => this.#height,
      range: () => ({ min: LEAST_HEIGHT, max: Math.max(LEAST_HEIGHT, Math.round(handlers.room() * 0.7)) }),
      resize: (height) => this.#change({ ...this.#state, height }),
    });
    this.element.append(this.#sash.element, this.#toggle, this.#body);
    this.#toggle.addEventListener('click', () => this.#change({ ...this.#state, open: !this.#isOpen }));
    new ResizeObserver(() => this.#layOut()).observe(document.documentElement);
    this.#layOut();
  }

  get state(): DetailsState {
    return this.#state;
  }

  /** Shows `row`, of a group what it stands for, and goes on to count its time while it lives. */
  show(row: ProcessRow | undefined, parent: ProcessRow | undefined, group?: RowGroup): void {
    this.#show = () => {
      clearTimeout(this.#timer);
      setText(this.#subject, this.#subjectText(row));
      setHidden(this.#hint, row !== undefined);
      if (!this.#isOpen) return;
      const output = this.#output?.id === row?.id ? this.#output : null;
      this.#showFields(row ? detailFields({ row, parent, output, group, now: clock.now() }) : []);
      if (row?.alive) this.#timer = setTimeout(this.#show, 1000);
    };
    this.#show();
  }

  /** The last lines of the process that is or will be shown. */
  showOutput(output: OutputMessage): void {
    this.#output = output;
    this.#show();
  }

  #subjectText(row: ProcessRow | undefined): string {
    if (!row) return '';
    return this.selectedCount > 1 ? l10n.t('{0} ({1} selected)', row.name, this.selectedCount) : row.name;
  }

  get #isOpen(): boolean {
    return this.#state.open ?? this.#room >= ROOM_FOR_OPEN;
  }

  get #height(): number {
    return this.#state.height ?? Math.max(DEFAULT_HEIGHT, Math.round(this.#room * DEFAULT_SHARE));
  }

  #change(state: DetailsState): void {
    this.#state = state;
    this.#layOut();
    this.#handlers.changed();
  }

  #layOut(): void {
    this.#room = this.#handlers.room();
    const open = this.#isOpen;
    setAttribute(this.#toggle, 'aria-expanded', `${open}`);
    setClass(this.#twistie, `codicon codicon-chevron-${open ? 'down' : 'right'}`);
    setHidden(this.#body, !open);
    setHidden(this.#sash.element, !open);
    this.#body.style.setProperty('height', `${this.#height}px`);
    this.#sash.update();
    this.#show();
  }

  // A field that stays keeps its elements, so that text selected in it stays selected.
  #showFields(fields: readonly DetailField[]): void {
    const labels = new Set(fields.map(({ label }) => label));
    for (const [label, { element: shown }] of this.#fields) {
      if (labels.has(label)) continue;
      shown.remove();
      this.#fields.delete(label);
    }
    let next = this.#list.firstElementChild;
    for (const field of fields) {
      const shown = this.#fields.get(field.label) ?? new FieldElement(field.label, this.#handlers);
      this.#fields.set(field.label, shown);
      shown.update(field);
      if (shown.element === next) next = next.nextElementSibling;
      else this.#list.insertBefore(shown.element, next);
    }
  }
}

class FieldElement {
  readonly element: HTMLElement;
  readonly #value = element('dd');
  readonly #handlers: DetailsHandlers;
  #table: ObjectTable | undefined;
  #output: OutputLines | undefined;
  #id = '';
  #shown = '';

  constructor(label: string, handlers: DetailsHandlers) {
    this.#handlers = handlers;
    this.element = element('div', 'field', {}, element('dt', '', {}, label), this.#value);
  }

  update(field: DetailField): void {
    const { value, look, lines, objects, output, leadsTo } = field;
    if (objects) return this.#showObjects(objects);
    if (output) return this.#showOutput(output);
    const key = JSON.stringify(field);
    if (key === this.#shown) return;
    this.#shown = key;
    setClass(this.#value, look ?? '');
    if (lines) this.#value.replaceChildren(...lines.map((line) => this.#line(line)));
    else if (look === 'stack') this.#value.replaceChildren(...this.#stack(value));
    else if (!leadsTo) setText(this.#value, value);
    else if ('row' in leadsTo) this.#value.replaceChildren(link(value, () => this.#handlers.reveal(leadsTo.row)));
    else this.#value.replaceChildren(link(value, () => this.#handlers.open(leadsTo.location)));
  }

  #showObjects(objects: readonly SharedObject[]): void {
    if (!this.#table) {
      this.#table = new ObjectTable(this.#handlers);
      this.#value.append(this.#table.element);
    }
    this.#table.show(objects);
  }

  #showOutput(output: OutputMessage): void {
    this.#id = output.id;
    if (!this.#output) {
      this.#output = new OutputLines(() => this.#handlers.showOutput(this.#id));
      this.#value.append(this.#output.element);
    }
    this.#output.show(output, Date.now());
  }

  #line({ text, location, after }: DetailLine): Node {
    const shown = location ? link(text, () => this.#handlers.open(location)) : text;
    return element('div', '', {}, shown, after);
  }

  #stack(stack: string): Node[] {
    return stackLines(stack).map(({ before, link: text, after, location }) => {
      const parts = location ? [before, link(text, () => this.#handlers.open(location)), after] : [before];
      return element('div', 'frame', {}, ...parts);
    });
  }
}
