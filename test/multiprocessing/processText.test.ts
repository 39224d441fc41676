import assert from 'node:assert/strict';
import { it } from 'node:test';
import { processText } from '../../src/multiprocessing/processText.ts';

const initial = {
  className: 'Process',
  name: 'worker 1',
  pid: null,
  parentPid: 11,
  status: 'initial',
  exitcode: null,
  daemon: false,
};

it('P-05: each state as Python prints it', () => {
  assert.equal(processText(initial), "<Process name='worker 1' parent=11 initial>");
  const started = { ...initial, pid: 12, status: 'started' };
  assert.equal(processText({ ...started, daemon: true }), "<Process name='worker 1' pid=12 parent=11 started daemon>");
  const stopped = { ...started, status: 'stopped' };
  assert.equal(
    processText({ ...stopped, exitcode: 0 }),
    "<Process name='worker 1' pid=12 parent=11 stopped exitcode=0>",
  );
  assert.equal(
    processText({ ...stopped, exitcode: -15 }),
    "<Process name='worker 1' pid=12 parent=11 stopped exitcode=-SIGTERM>",
  );
});

it('quotes names as Python does', () => {
  assert.match(processText({ ...initial, name: "it's" }), /name="it's"/);
  assert.match(processText({ ...initial, name: `'"\\\n` }), /name='\\'"\\\\\\n'/);
});
