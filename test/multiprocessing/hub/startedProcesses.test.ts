/** What parents tell of the processes that they start. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { References } from '../../../src/multiprocessing/hub/references.ts';
import { StartedProcesses } from '../../../src/multiprocessing/hub/startedProcesses.ts';
import { fakePeer } from './fakePeer.ts';

it('what a process is given is kept for it until it has ended and all that it sent has been read', async () => {
  const { references, started } = newStarted();
  const { peer: parent } = fakePeer('root');
  const { peer: child } = fakePeer('child');
  started.starting(parent, 'child', [1, 2]);
  started.starting(parent, 'never connected', [2]);
  assert.deepEqual([references.of(1).size, references.of(2).size], [1, 2]);
  assert.deepEqual([...references.of(1).keys()].map((by) => started.processOf(by)), ['child']); // prettier-ignore
  started.joined(child);
  started.ended('child', 0);
  assert.equal(references.of(1).size, 1);
  started.left(child);
  assert.deepEqual([references.of(1).size, references.of(2).size], [0, 1]);
  started.parentLeft(parent);
  while (references.of(2).size > 0) await new Promise((resolve) => setTimeout(resolve, 10));
});

it('how a process ended is told to who asked before, and to who asks later', async () => {
  const { started } = newStarted();
  const before = started.exitcodeOf('child');
  started.ended('child', -9);
  assert.deepEqual([await before, await started.exitcodeOf('child')], [-9, -9]);
});

it('how a process ended is not known when its parent is gone, or does not tell soon', async () => {
  const { started } = newStarted();
  const { peer: parent } = fakePeer('root');
  started.starting(parent, 'child', []);
  const asked = started.exitcodeOf('child');
  started.parentLeft(parent);
  assert.equal(await asked, null);
  assert.equal(await started.exitcodeOf('never heard of'), null);
});

it('ends are not remembered for ever', async () => {
  const { started } = newStarted();
  for (let i = 0; i < 5_000; i++) started.ended(`child ${i}`, i);
  assert.deepEqual([await started.exitcodeOf('child 4999'), await started.exitcodeOf('child 0')], [4999, null]);
});

function newStarted() {
  const references = new References(() => {});
  return { references, started: new StartedProcesses(references) };
}
