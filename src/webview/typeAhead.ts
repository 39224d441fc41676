import type { VisibleRow } from '../tree/visibleRows.ts';
import type { GridAction, GridState, KeyPress } from './keyboard.ts';

/** What is typed later begins anew, in milliseconds. */
const PAUSE_MS = 800;

/** Letters lead to the next row whose name begins with them, as in VS Code's lists. */
export class TypeAhead {
  #typed = '';
  #at = -Infinity;

  /** @param press `timeStamp`: when, in milliseconds. */
  action(
    press: KeyPress & { readonly timeStamp: number },
    { index, column }: Pick<GridState, 'index' | 'column'>,
    items: readonly VisibleRow[],
  ): GridAction | null {
    const { key, ctrlKey, metaKey, altKey, timeStamp } = press;
    if (ctrlKey || metaKey || altKey || !/^[^\s\p{C}]$/u.test(key)) return null;
    this.#typed = (timeStamp - this.#at > PAUSE_MS ? '' : this.#typed) + key.toLowerCase();
    this.#at = timeStamp;
    const found = this.#find(index, items);
    return found === null ? null : { type: 'focus', index: found, column };
  }

  /** The same letter again goes on to the next; a longer text may still be the row's that it has led to. */
  #find(index: number, items: readonly VisibleRow[]): number | null {
    const isOne = new Set(this.#typed).size === 1;
    const text = isOne ? this.#typed.charAt(0) : this.#typed;
    for (let step = isOne ? 1 : 0; step <= items.length; step++) {
      const at = (index + step) % items.length;
      if (items[at]?.row.name.toLowerCase().startsWith(text)) return at;
    }
    return null;
  }
}
