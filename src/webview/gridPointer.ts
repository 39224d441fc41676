import type { ProcessRow } from '../tree/processRow.ts';
import type { TreegridHandlers } from './gridContract.ts';
import type { SelectHow } from './selection.ts';

export interface PointerHandlers extends TreegridHandlers {
  focus(id: string): void;
  row(id: string): ProcessRow | undefined;
  isSelected(id: string): boolean;
}

/** What the pointer does in the rows: a click selects, a double click opens, the buttons and the twistie act. */
export function listenToPointer(rows: HTMLElement, handlers: PointerHandlers): void {
  // A cell could take the focus from the pointer, but the pointer is for the row, as in VS Code's lists.
  rows.addEventListener('mousedown', (event) => {
    const id = idOf(event.target);
    if (id === null || actionOf(event.target)) return;
    event.preventDefault();
    handlers.focus(id);
  });
  rows.addEventListener('click', (event) => onClick(event, handlers));
  rows.addEventListener('dblclick', (event) => {
    const { target } = event;
    const id = idOf(target);
    if (id !== null && !actionOf(target) && !isTwistie(target) && selectHow(event) === 'one')
      handlers.command('openLocation', id);
  });
  rows.addEventListener('contextmenu', ({ target }) => {
    const id = idOf(target);
    if (id !== null && !handlers.isSelected(id)) handlers.select(id, 'one');
  });
  rows.addEventListener('pointerover', ({ target }) => {
    const row = rowOf(target);
    if (row && !row.title) row.title = handlers.tooltip(idOf(row) ?? '');
  });
}

/** The id of the row that an event is in; null when it is in none. */
export function idOf(target: EventTarget | null): string | null {
  return rowOf(target)?.getAttribute('data-process-id') ?? null;
}

function onClick(event: MouseEvent, handlers: PointerHandlers): void {
  const { target, altKey } = event;
  const id = idOf(target);
  const row = id === null ? undefined : handlers.row(id);
  if (!row) return;
  const action = actionOf(target);
  if (action === 'terminate') handlers.press('terminate', row.id);
  else if (action === 'join') handlers.press(row.joining ? 'cancelJoin' : 'join', row.id);
  else if (action === 'openWait') {
    handlers.select(row.id, 'one');
    handlers.openWait(row.id);
  } else if (isTwistie(target))
    handlers.setExpanded([row.id], rowOf(target)?.getAttribute('aria-expanded') === 'false', altKey);
  else handlers.select(row.id, selectHow(event));
}

/** By which keys are held. */
export function selectHow({ ctrlKey, metaKey, shiftKey }: MouseEvent): SelectHow {
  if (shiftKey) return 'range';
  return ctrlKey || metaKey ? 'toggle' : 'one';
}

function rowOf(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-process-id]') : null;
}

function actionOf(target: EventTarget | null): string | null {
  return target instanceof Element ? (target.closest('[data-action]')?.getAttribute('data-action') ?? null) : null;
}

/** Whether it is the arrow that expands a row. */
export function isTwistie(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.twistie.codicon') !== null;
}
