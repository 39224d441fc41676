import { REORDER_MS, type TreeModel } from './treeModel.ts';

export interface ReorderingHandlers {
  /** Whether the pointer is on the rows: nothing moves away from under it. */
  hovered(): boolean;
  /** The row that has the keyboard. */
  focused(): string | null;
  reordered(): void;
}

/** Puts rows that have changed in order again, a while later. */
export class Reordering {
  readonly #model: TreeModel;
  readonly #handlers: ReorderingHandlers;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(model: TreeModel, handlers: ReorderingHandlers) {
    this.#model = model;
    this.#handlers = handlers;
  }

  /** To be called when rows have been shown. */
  shown(): void {
    if (this.#timer === undefined && this.#model.outOfOrder) this.#timer = setTimeout(() => this.#look(), REORDER_MS);
  }

  #look(): void {
    this.#timer = undefined;
    if (!this.#handlers.hovered() && this.#model.reorder(this.#handlers.focused())) this.#handlers.reordered();
    else this.shown();
  }
}
