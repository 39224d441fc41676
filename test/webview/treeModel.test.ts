/** What is seen of the rows, kept up with what changes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProcessRow } from '../../src/tree/processRow.ts';
import { visibleRows } from '../../src/tree/visibleRows.ts';
import { RowStore } from '../../src/webview/rowStore.ts';
import { TreeModel } from '../../src/webview/treeModel.ts';
import { parseViewState } from '../../src/webview/viewState.ts';
import { endedRow, patch, runningRow, snapshot } from './support/rows.ts';

function modelOf(rows: readonly ProcessRow[]) {
  const store = new RowStore();
  store.applySnapshot(snapshot(rows));
  let revision = 1;
  const change = (changed: ProcessRow[], removed: string[] = []) =>
    store.applyPatch(patch(++revision, changed, removed));
  return { store, model: new TreeModel(store, parseViewState(null)), change };
}

const root = runningRow('r', null, 'root');
const names = (model: TreeModel) => model.visible().map(({ row }) => row.name);

test('contents change in place, and the list stays the same; a row that comes or goes makes another', () => {
  const { model, change } = modelOf([root, runningRow('a', 'r', 'a'), runningRow('b', 'r', 'b')]);
  const list = model.visible();
  const other = list[2];
  change([endedRow('a', 'r', 'A', 0)]);
  change([{ ...root, name: 'ROOT' }]);
  assert.equal(model.visible(), list);
  assert.deepEqual(names(model), ['ROOT', 'A', 'b']);
  assert.equal(list[2], other, 'what has not changed is the same');
  change([runningRow('c', 'a', 'c')]);
  assert.notEqual(model.visible(), list);
  assert.deepEqual(names(model), ['ROOT', 'A', 'c', 'b']);
  change([{ ...root, name: 'last' }], ['a', 'c']);
  assert.deepEqual(names(model), ['last', 'b']);
});

test('a row that changes while it is not seen is seen as it is then', () => {
  const { model, change } = modelOf([root, runningRow('a', 'r', 'a')]);
  model.setExpanded(['r'], false);
  assert.deepEqual(names(model), ['root']);
  change([runningRow('a', 'r', 'A')]);
  assert.deepEqual(names(model), ['root']);
  model.setExpanded(['r'], true);
  assert.deepEqual(names(model), ['root', 'A']);
});

test('a filter is asked anew when contents change', () => {
  const { model, change } = modelOf([root, runningRow('a', 'r', 'a'), runningRow('b', 'r', 'found')]);
  model.filter = 'found';
  assert.deepEqual(names(model), ['root', 'found']);
  assert.equal(model.visible(), model.visible());
  change([runningRow('a', 'r', 'found too'), runningRow('b', 'r', 'lost')]);
  assert.deepEqual(names(model), ['root', 'found too']);
  model.filter = '';
  assert.deepEqual(names(model), ['root', 'found too', 'lost']);
});

test('whatever happens, what is seen is what would be seen anew', () => {
  const { store, model, change } = modelOf([root]);
  let state = 7;
  const random = (below: number) => (state = (state * 48_271) % 2_147_483_647) % below;
  for (let step = 0; step < 2000; step++) {
    const ids = [...store.rows.keys()];
    const id = ids[random(ids.length)] as string;
    const old = store.rows.get(id) as ProcessRow;
    const kind = random(10);
    if (kind === 0) change([runningRow(`n${step}`, id, `new ${step}`)]);
    else if (kind === 1 && id !== 'r') change([], [id]);
    else if (kind === 2) model.setExpanded([id], random(2) === 0);
    else if (kind === 3) model.expandAncestors(id);
    else if (kind === 4 && random(10) === 0) model.filter = random(2) ? '' : `${random(10)}`;
    else change([{ ...old, name: `changed ${step}` }]);
    const visibility = { collapsed: new Set(model.collapsed), filter: model.filter };
    if (random(3) === 0) assert.deepEqual(model.visible(), visibleRows([...store.rows.values()], visibility));
  }
  assert.ok(store.rows.size > 20);
});
