import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseProcStat } from '../../src/processTable/parseProcStat.ts';

const REST =
  '32064 32084 32064 34816 32084 4194304 7305 0 0 0 6 2 0 0 20 0 11 0 107301 1151365120 17439 18446744073709551615';

test('a line of /proc/PID/stat', () => {
  assert.deepEqual(parseProcStat(`32084 (node) S ${REST} 1 1 0 0\n`), {
    pid: 32084,
    ppid: 32064,
    name: 'node',
    cpuTicks: 8,
    startTicks: 107301,
    pages: 17439,
  });
});

test('a name may hold anything', () => {
  assert.equal(parseProcStat(`7 (a) S 1 (b c) R ${REST}`)?.name, 'a) S 1 (b c');
  assert.equal(parseProcStat(`7 (a) S 1 (b c) R ${REST}`)?.ppid, 32064);
});

test('what has ended and is only not collected is no process any more', () => {
  assert.equal(parseProcStat(`7 (node) Z ${REST}`), null);
});

test('what is no such line', () => {
  for (const line of ['', 'garbage', '7 (node) S', ') 7 (']) assert.equal(parseProcStat(line), null);
});
