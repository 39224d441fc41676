/** The offset of an open file outlives the process that has set it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import path from 'node:path';
import { it } from 'node:test';
import { OffsetLoans } from '../../../src/multiprocessing/hub/offsetLoans.ts';
import { fileOffset } from '../../../src/multiprocessing/hubWire/fileOffset.ts';
import { WITHOUT_SIGNALS } from '../../helpers/runProgram.ts';

const MODULE = path.resolve(import.meta.dirname, '../../../src/multiprocessing/hubWire/fileOffset.ts');

it(
  'what a process has set that was killed then is read by the one from which it has inherited the file',
  {
    skip: WITHOUT_SIGNALS,
  },
  (t) => {
    const fd = openFile(t);
    const child = spawnSync(process.execPath, ['--input-type=module', '-e', setAndDie(3, 2 ** 30 - 1)], {
      stdio: ['ignore', 'ignore', 'pipe', fd],
      encoding: 'utf8',
    });
    assert.equal(child.signal, 'SIGKILL', child.stderr);
    assert.doesNotMatch(child.stderr, /WASI/, 'that it is experimental does not concern the user');
    assert.equal(fileOffset(fd)?.get(), 2 ** 30 - 1);
  },
);

it('it is no other, when the file is opened anew', (t) => {
  const [one, other] = [openFile(t), openFile(t)].map(fileOffset);
  one?.set(5);
  assert.deepEqual([one?.get(), other?.get()], [5, 0]);
});

it('what is no file has none', () => {
  assert.equal(fileOffset(9999), null);
});

it('each is lent to one at a time, and stands where that one is told', (t) => {
  const descriptors = [openFile(t), openFile(t)];
  const loans = new OffsetLoans(descriptors);
  const [first, second] = [loans.lend(), loans.lend()];
  assert.deepEqual(new Set([first?.index, second?.index]), new Set([0, 1]));
  for (const loan of [first, second]) assert.equal(fileOffset(descriptors[loan?.index ?? -1] ?? -1)?.get(), loan?.at);
  assert.equal(loans.lend(), null);
  if (first) loans.giveBack(first);
  assert.equal(loans.lend()?.index, first?.index);
});

function openFile(t: { after(close: () => void): void }): number {
  const fd = openSync(import.meta.filename, 'r');
  t.after(() => closeSync(fd));
  return fd;
}

function setAndDie(fd: number, offset: number): string {
  return `
    import { fileOffset } from ${JSON.stringify(MODULE)};
    const own = fileOffset(${fd});
    own.set(${offset} - 2);
    own.advance();
    own.advance();
    process.kill(process.pid, 'SIGKILL');`;
}
