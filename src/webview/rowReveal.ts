import type { TreeModel } from './treeModel.ts';

export interface WantedRow {
  readonly id: string;
  /** To be kept at the top. */
  readonly atTop: boolean;
}

/** The row that is to be shown, as soon as it is there: it may be asked for before the patch that brings it. */
export class RowReveal {
  wanted: WantedRow | null = null;

  /** Selects it and opens what it is in, if it has come. @param clearFilter Called when it would not be seen else. */
  take(model: TreeModel, clearFilter: () => void): WantedRow | null {
    const { wanted } = this;
    if (wanted === null || !model.row(wanted.id)) return null;
    this.wanted = null;
    model.expandAncestors(wanted.id);
    model.selected = wanted.id;
    if (!model.visible().some(({ row }) => row.id === wanted.id)) clearFilter();
    return wanted;
  }
}
