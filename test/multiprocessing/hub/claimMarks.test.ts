/** How many items of a claim the hub takes for handed out when the process is gone. */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { it, type TestContext } from 'node:test';
import { ClaimMarks } from '../../../src/multiprocessing/hub/claimMarks.ts';
import {
  handedOutOf,
  MARK_BYTES,
  markBytes,
  markInBytes,
  markInOffset,
  markOffset,
  nextSerial,
} from '../../../src/multiprocessing/hubWire/marks.ts';

const mark = (serial: number) => ({ slot: 0, serial });

it('so many as are marked, of the claim that the mark is of', () => {
  const read = { serial: 7, handedOut: 5 };
  assert.equal(handedOutOf(mark(7), 9, read), 5);
  assert.equal(handedOutOf(mark(7), 4, read), 4, 'never more than were claimed');
  assert.equal(handedOutOf(mark(8), 9, read), 0, 'it was ended before it handed one out');
  assert.equal(handedOutOf(mark(6), 9, read), 9, 'it had done with these, and used the place again');
});

it('serials begin anew after the largest', () => {
  const last = 2 ** 20 - 1;
  assert.equal(nextSerial(last), 0);
  assert.equal(handedOutOf(mark(last), 9, { serial: 0, handedOut: 2 }), 9);
  assert.equal(handedOutOf(mark(0), 9, { serial: last, handedOut: 2 }), 0);
});

it('a mark is read as it was written, as bytes and as an offset, which no file system finds too large', () => {
  for (const value of [
    { serial: 0, handedOut: 0 },
    { serial: 2 ** 20 - 1, handedOut: 512 },
  ]) {
    assert.deepEqual(markInBytes(markBytes(value.serial, value.handedOut)), value);
    const offset = markOffset(value.serial, value.handedOut);
    assert.deepEqual(markInOffset(offset), value);
    assert.ok(offset < 2 ** 31);
  }
});

it('in the file each slot has its own', (t) => {
  const { marks, write } = marksFile(t);
  write(3, 7, 5);
  write(0, 8, 1);
  assert.deepEqual(marks.read()(3), { serial: 7, handedOut: 5 });
  assert.deepEqual(marks.read()(0), { serial: 8, handedOut: 1 });
});

it('a slot that was never written, which is the fault of who has named it, says nothing', (t) => {
  const { marks, write } = marksFile(t);
  write(0, 8, 1);
  for (const slot of [1, 2 ** 32 - 3, NaN]) assert.deepEqual(marks.read()(slot), { serial: 0, handedOut: 0 });
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
