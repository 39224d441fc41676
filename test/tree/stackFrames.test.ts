import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stackLines } from '../../src/tree/stackFrames.ts';

const place = (line: string) => stackLines(line)[0]?.location ?? null;

test('frames of user files lead to their place', () => {
  assert.deepEqual(place('    at parse (/home/anna/a b/100%.ts:41:11)'), {
    url: 'file:///home/anna/a%20b/100%25.ts',
    line: 41,
    column: 11,
  });
  assert.deepEqual(place('    at async file:///a.ts:1:2'), { url: 'file:///a.ts', line: 1, column: 2 });
  assert.deepEqual(place('    at file:///home/a%20b.ts:1:2'), { url: 'file:///home/a%20b.ts', line: 1, column: 2 });
  assert.deepEqual(place('    at new Job (C:\\work\\job.ts:3:4)'), {
    url: 'file:///C:/work/job.ts',
    line: 3,
    column: 4,
  });
  assert.deepEqual(place('    at Job.<anonymous> (/a/(b)/c.ts:3:4)'), {
    url: 'file:///a/(b)/c.ts',
    line: 3,
    column: 4,
  });
});

test('other lines lead nowhere', () => {
  for (const line of ['RangeError: bad row 17', '    at node:internal/process:1:2', '    at f (<anonymous>)', '']) {
    assert.equal(place(line), null, line);
  }
});

test('all of the text is kept', () => {
  const stack = 'Error: x\n    at f (/a.ts:1:2)\n    at g (node:fs:1:2)';
  const text = stackLines(stack).map(({ before, link, after }) => before + link + after);
  assert.deepEqual(text.join('\n'), stack);
});
