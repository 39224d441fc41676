/** How many items of a claim the hub takes for handed out when the process is gone. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { it, type TestContext } from 'node:test';
import { ClaimMarks } from '../../../src/multiprocessing/hub/claimMarks.ts';
import { MARK_BYTES, markBytes } from '../../../src/multiprocessing/hubWire/queueFrames.ts';

it('so many as are marked, of the claim that the mark is of', (t) => {
  const { marks, write } = marksFile(t);
  write(3, 7, 5);
  assert.equal(marks.handedOut({ slot: 3, serial: 7 }, 9), 5);
  assert.equal(marks.handedOut({ slot: 3, serial: 7 }, 4), 4, 'never more than were claimed');
  assert.equal(marks.handedOut({ slot: 3, serial: 8 }, 9), 0, 'it was ended before it handed one out');
  assert.equal(marks.handedOut({ slot: 3, serial: 6 }, 9), 9, 'it had done with these, and used the slot again');
});

it('serials begin anew after the largest', (t) => {
  const { marks, write } = marksFile(t);
  write(0, 1, 2);
  assert.equal(marks.handedOut({ slot: 0, serial: 2 ** 32 - 1 }, 9), 9);
  write(0, 2 ** 32 - 1, 2);
  assert.equal(marks.handedOut({ slot: 0, serial: 1 }, 9), 0);
});

it('the file is taken over, and its absence is the fault of who has named it', (t) => {
  const { file } = marksFile(t);
  assert.equal(existsSync(file), false);
  assert.throws(() => new ClaimMarks(file), { name: 'FrameError', message: 'what it has handed out cannot be read' });
});

function marksFile(t: TestContext) {
  const folder = mkdtempSync(path.join(tmpdir(), 'mp-marks-'));
  t.after(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'marks');
  const fd = openSync(file, 'wx');
  const marks = new ClaimMarks(file);
  t.after(() => marks.close());
  const write = (slot: number, serial: number, handedOut: number) =>
    writeSync(fd, markBytes(serial, handedOut), 0, MARK_BYTES, slot * MARK_BYTES);
  return { file, marks, write };
}
