import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { ProcessSampler } from '../../src/extension/processSampler.ts';
import { TreeModel } from '../../src/extension/treeModel.ts';
import { rowOf } from '../../src/tree/processTree.ts';
import { ended, launched } from '../tree/events.ts';

const log = { info() {}, warn: (text: string) => assert.fail(text), error() {} };
const busy = spawn(process.execPath, ['-e', 'for (;;) {}'], { stdio: 'ignore' });
before(() => once(busy, 'spawn'));
after(async () => {
  busy.kill('SIGKILL');
  if (busy.signalCode === null) await once(busy, 'exit');
});

test('the process table is looked at while somebody watches and something runs', async (t) => {
  const model = new TreeModel();
  let asked = 0;
  const sampler = new ProcessSampler({ model, log, interval: () => (asked++, 50) });
  t.after(() => {
    sampler.dispose();
    model.dispose();
  });
  model.apply(launched('busy', { pid: busy.pid ?? 0, at: Date.now() }));
  assert.equal(asked, 0, 'nobody watches');
  sampler.setWatched(true);
  const isMeasured = await model.until((tree) => (rowOf(tree, 'busy')?.cpu ?? 0) > 5, 20);
  assert.ok(isMeasured, JSON.stringify(model.row('busy')));
  assert.ok((model.row('busy')?.memory ?? 0) > 5e6);
  sampler.setWatched(false);
  assert.deepEqual([model.row('busy')?.cpu, model.row('busy')?.memory], [null, null]);
  sampler.setWatched(true);
  assert.ok(await model.until((tree) => rowOf(tree, 'busy')?.memory !== null, 20));
  model.apply(ended('busy'));
  assert.deepEqual([model.row('busy')?.cpu, model.row('busy')?.memory], [null, null]);
});
