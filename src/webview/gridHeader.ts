import { element } from './dom.ts';
import { COLUMNS } from './gridColumns.ts';

/** The titles of the columns. */
export function gridHeader(): HTMLElement {
  const cells = COLUMNS.map(({ id, title }) => {
    return element('div', `cell ${id}`, { role: 'columnheader' }, element('span', '', {}, title()));
  });
  const row = element('div', 'header-row', { role: 'row', 'aria-rowindex': '1' }, ...cells);
  return element('div', 'grid-header', { role: 'rowgroup' }, row);
}
