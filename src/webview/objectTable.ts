import { l10n } from '../base/l10n.ts';
import type { ProcessRef, SharedObject } from '../tree/processRow.ts';
import { element } from './dom.ts';
import { link } from './link.ts';

export interface ObjectTableHandlers {
  /** Whether a process has a row. */
  known(id: string): boolean;
  reveal(id: string): void;
}

const TITLES = [
  () => l10n.t('Kind'),
  () => l10n.t('Name'),
  () => l10n.t('Value'),
  () => l10n.t('Unfinished'),
  () => l10n.t('Holder'),
  () => l10n.t('Waiting'),
  () => l10n.t('Used by'),
];
const USERS = 6;

/** The queues, locks, events … of a program. What has not changed is not written, so focus and selected text stay. */
export class ObjectTable {
  readonly element = element('table', '', { 'aria-label': l10n.t('Shared objects') });
  readonly #handlers: ObjectTableHandlers;
  readonly #body = element('tbody');
  readonly #rows = new Map<string, TableRow>();

  constructor(handlers: ObjectTableHandlers) {
    this.#handlers = handlers;
    const titles = TITLES.map((title) => element('th', '', { scope: 'col' }, title()));
    this.element.append(element('thead', '', {}, element('tr', '', {}, ...titles)), this.#body);
  }

  show(objects: readonly SharedObject[]): void {
    const ids = new Set(objects.map(({ id }) => id));
    for (const [id, row] of this.#rows) {
      if (ids.has(id)) continue;
      row.element.remove();
      this.#rows.delete(id);
    }
    let next = this.#body.firstElementChild;
    for (const object of objects) {
      const row = this.#rows.get(object.id) ?? new TableRow();
      this.#rows.set(object.id, row);
      row.update(object, this.#handlers);
      if (row.element === next) next = next.nextElementSibling;
      else this.#body.insertBefore(row.element, next);
    }
    this.element.classList.toggle(
      'without-users',
      objects.every(({ users }) => users === undefined),
    );
  }
}

class TableRow {
  readonly element = element('tr');
  /** Where there is no room for the heads, what the numbers are stands before them. */
  readonly #cells = TITLES.map((title) => element('td', '', { 'data-title': title() }));
  readonly #shown: string[] = [];

  constructor() {
    this.element.append(...this.#cells);
  }

  update(object: SharedObject, handlers: ObjectTableHandlers): void {
    const { kind, name, unfinished, holder, lostBy, users = [], moreUsers = 0 } = object;
    this.#set(0, kind, () => [kind]);
    this.#set(1, name, () => [name]);
    this.#set(2, valueText(object), (text) => [text]);
    this.#set(3, `${unfinished ?? ''}`, (text) => [text]);
    const links = (processes: readonly ProcessRef[], more = 0) => [...processLinks(processes, more, handlers)];
    const key = (process: ProcessRef) => `${process.id} ${process.name} ${handlers.known(process.id)}`;
    this.#set(4, `${holder ? key(holder) : ''}\n${lostBy ? key(lostBy) : ''}`, () => [
      ...links(holder ? [holder] : []),
      ...(lostBy ? [holder ? ', ' : '', l10n.t('lost by'), ' ', ...links([lostBy])] : []),
    ]);
    const waiters = object.waiters.map(key).join('\n');
    this.#set(5, `${waiters}\n${object.moreWaiters}`, () => links(object.waiters, object.moreWaiters));
    this.#set(USERS, `${users.map(key).join('\n')}\n${moreUsers}`, () => links(users, moreUsers));
  }

  #set(column: number, key: string, content: (key: string) => (Node | string)[]): void {
    if (this.#shown[column] === key) return;
    this.#shown[column] = key;
    this.#cells[column]?.replaceChildren(...content(key));
  }
}

/** `3 / 10`, `set`, `1 / 3, broken`; empty where there is no such thing. */
export function valueText({ kind, depth, limit, flag }: SharedObject): string {
  const level = depth === null ? '' : `${depth}`;
  const filled = limit === null || level === '' ? level : `${level} / ${limit}`;
  if (flag === null) return filled;
  if (kind === 'Barrier') return flag ? l10n.t('{0}, broken', filled) : filled;
  return flag ? l10n.t('set') : l10n.t('not set');
}

function* processLinks(
  processes: readonly ProcessRef[],
  more: number,
  handlers: ObjectTableHandlers,
): Generator<Node | string> {
  for (const [index, { id, name }] of processes.entries()) {
    if (index > 0) yield ', ';
    yield handlers.known(id) ? link(name, () => handlers.reveal(id)) : name;
  }
  if (more > 0) yield l10n.t(' and {0} more', more);
}
