import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { RowStorage } from '../../src/extension/rowStorage.ts';
import { TreeModel } from '../../src/extension/treeModel.ts';
import type { ProcessRow } from '../../src/tree/processRow.ts';
import { rowsOf } from '../../src/tree/processTree.ts';

describe('RowStorage', () => {
  let parent: string;
  let folder: string;
  const warnings: string[] = [];
  const log = { info() {}, warn: (text: string) => void warnings.push(text), error() {} };
  beforeEach(async () => {
    parent = await mkdtemp(path.join(os.tmpdir(), 'mp-rows-'));
    folder = path.join(parent, 'not/yet/there');
    warnings.length = 0;
  });
  afterEach(() => rm(parent, { recursive: true }));

  /** A window's session. */
  function open(where: string | null = folder) {
    const model = new TreeModel();
    const restore = (rows: readonly ProcessRow[]) => model.apply({ type: 'restored', rows, at: 5 });
    return { model, storage: new RowStorage({ model, restore, log, folder: where }) };
  }

  const launched = (id: string) =>
    ({
      type: 'launched',
      id,
      name: `${id}.ts`,
      pid: 7,
      daemon: false,
      script: `/${id}.ts`,
      argv: [],
      cwd: '/',
      at: 1,
    }) as const;

  it('shows after a reload what ran before, as ended with the window', () => {
    const before = open();
    before.model.apply(launched('a'));
    before.model.apply(launched('b'));
    before.model.apply({ type: 'ended', id: 'b', at: 2, exitcode: 3, signal: null, error: null });
    before.model.apply({ type: 'endedWithWindow', at: 4 });
    before.storage.save();
    before.storage.dispose();
    const { model, storage } = open();
    storage.dispose();
    assert.deepEqual(
      rowsOf(model.tree).map(({ name, alive, exitcode, endReason }) => [name, alive, exitcode, endReason]),
      [
        ['a.ts', false, null, 'ended with the window'],
        ['b.ts', false, 3, null],
      ],
    );
    assert.deepEqual(readdirSync(folder), ['rows.json']);
  });

  it('saves by itself', async () => {
    const { model, storage } = open();
    model.apply(launched('a'));
    const deadline = Date.now() + 20_000;
    while (!existsSync(path.join(folder, 'rows.json'))) {
      assert.ok(Date.now() < deadline, 'it was not saved');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    storage.dispose();
    assert.match(readFileSync(path.join(folder, 'rows.json'), 'utf8'), /a\.ts/);
  });

  it('writes nothing where nothing has changed but what was measured', () => {
    open().storage.dispose();
    assert.equal(existsSync(folder), false);
    const { model, storage } = open();
    model.apply(launched('a'));
    storage.save();
    rmSync(path.join(folder, 'rows.json'));
    model.apply({ type: 'usage', processes: [{ id: 'a', cpu: 5, memory: 70_000 }] });
    assert.equal(model.row('a')?.cpu, 5);
    storage.save();
    assert.equal(existsSync(path.join(folder, 'rows.json')), false);
    storage.dispose();
  });

  it('survives a file that is none of ours, and says so', () => {
    open().storage.save();
    writeFileSync(path.join(folder, 'rows.json'), '{"half":');
    const { model, storage } = open();
    storage.dispose();
    assert.deepEqual(rowsOf(model.tree), []);
    assert.match(warnings.join(), /were not read/);
  });

  it('does without a folder, and with one that cannot be', () => {
    const { model, storage } = open(null);
    model.apply(launched('a'));
    storage.save();
    storage.dispose();
    writeFileSync(path.join(parent, 'file'), '');
    const other = open(path.join(parent, 'file'));
    other.storage.save();
    other.storage.dispose();
    assert.match(warnings.join(), /could not be kept/);
  });
});
