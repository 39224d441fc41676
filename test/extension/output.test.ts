/** What processes have printed: kept in bounds, as people read it, alone and together. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { HeapWatch } from '../../src/extension/heapWatch.ts';
import { OutputLog } from '../../src/extension/outputLog.ts';
import { OutputStore } from '../../src/extension/outputStore.ts';
import { outputText } from '../../src/extension/outputText.ts';
import { initialRow } from '../../src/tree/processRow.ts';

const out = (text: string, at = 1) => ({ stream: 'stdout', at, text }) as const;
const err = (text: string, at = 1) => ({ stream: 'stderr', at, text }) as const;
const textsOf = (log: OutputLog, count?: number) => log.lines(count).map(({ stream, text }) => `${stream} ${text}`);

describe('a log', () => {
  test('puts lines together that come in pieces, each stream for itself', () => {
    const log = new OutputLog();
    log.append(0, [out('one\ntw'), err('trouble'), out('o\n\nthr')]);
    log.append(0, [out('ee'), err('\n')]);
    assert.deepEqual(textsOf(log), ['stdout one', 'stdout two', 'stderr trouble', 'stdout ', 'stdout three']);
    assert.deepEqual(textsOf(log, 2), ['stdout ', 'stdout three']);
    assert.equal(log.lineCount, 5);
  });

  test('leaves out colours, and what was written over', () => {
    const log = new OutputLog();
    log.append(0, [out('\u001B[31mred\u001B[0m\r\n'), out(' 5 %\r 50 %\r100 %\n'), out('\u001B[3'), out('2mgreen')]);
    assert.deepEqual(textsOf(log), ['stdout red', 'stdout 100 %', 'stdout green']);
  });

  test('says how many lines are left out: by the agent, and here', () => {
    const log = new OutputLog();
    log.append(7, [out('late\n')]);
    assert.deepEqual(textsOf(log), ['note … 7 lines left out', 'stdout late']);
    for (let n = 0; n < 10_000; n++) log.append(0, [out(`${n}\n`)]);
    const lines = textsOf(log);
    assert.ok(lines.length <= 2501 && lines.length > 1900);
    assert.match(lines[0] ?? '', /^note … [78]\d\d\d lines left out$/u);
    assert.equal(lines.at(-1), 'stdout 9999');
    assert.equal(log.lineCount, 10_002);
  });

  test('keeps the newest of long lines', () => {
    const log = new OutputLog();
    for (let n = 0; n < 100; n++) log.append(0, [out(`${n}${'x'.repeat(20_000)}\n`)]);
    assert.ok(log.size < 400_000);
    assert.match(log.lines().at(-1)?.text ?? '', /^99x/u);
  });
});

test('the store forgets who has been silent for longest, and who is gone', () => {
  const store = new OutputStore();
  const appended: string[] = [];
  store.onDidAppend((id) => appended.push(id));
  for (let n = 0; n < 200; n++) {
    store.append('old', 0, n === 0 ? [out('old\n')] : []);
    store.append(`p${n}`, 0, [out('x'.repeat(250_000))]);
  }
  assert.ok(store.get('p199') && store.get('old'));
  assert.equal(store.get('p0'), undefined);
  store.retain((id) => id === 'p199');
  assert.equal(store.get('old'), undefined);
  assert.ok(store.get('p199'));
  assert.equal(appended.length, 400);
});

test('the text of a document: by time, with the names where there are several', () => {
  const at = new Date(2026, 0, 2, 3, 4, 5, 6).getTime();
  const row = (id: string, pid: number | null) => ({ ...initialRow(id, null, id), pid });
  const log = (...chunks: Parameters<OutputLog['append']>[1]) => {
    const made = new OutputLog();
    made.append(0, chunks);
    return made.lines();
  };
  const one = { row: row('main', 7), lines: log(out('first\n', at), err('third\n', at + 2000)) };
  const two = { row: row('worker', 48_220), lines: log(out('second\n', at + 1000)) };
  assert.equal(outputText([one]), '03:04:05.006 out first\n03:04:07.006 err third\n');
  assert.equal(
    outputText([one, two]),
    [
      '03:04:05.006 out main [7]        first\n',
      '03:04:06.006 out worker [48220]  second\n',
      '03:04:07.006 err main [7]        third\n',
    ].join(''),
  );
});

test('V8’s last words name the process whose heap was full, in whatever pieces they come', () => {
  const words = `noise\n\n<--- Last few GCs --->\n\n[48220:0x55d8c0]      141 ms: Mark-Compact 20 (21) -> 19 MB\n
FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory\n----- Native stack trace -----\n`;
  const watch = new HeapWatch();
  const found = words
    .split('')
    .map((letter) => watch.write(letter))
    .filter((full) => full !== null);
  assert.deepEqual(
    found.map(({ pid, chunk }) => [pid, chunk.stream, /heap out of memory/u.test(chunk.text)]),
    [[48_220, 'stderr', true]],
  );
  assert.equal(watch.write('a program that prints: heap out of memory\n'), null);
});
