/** Consumers that are killed while they take items fast, and hence claim several at a time. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { shown, WITHOUT_SIGNALS } from '../helpers/runProgram.ts';

const KILLS = 12;
/** What a process claims together, at most. */
const MOST_CLAIMED = 64;

const cases = [
  { what: 'one item at most is lost with each, and nothing comes twice', microseconds: 12, most: 1 },
  { what: 'with one that is fast, too', microseconds: 2, most: 1 },
  { what: 'with one that does nothing, no more than it has claimed together', microseconds: 0, most: MOST_CLAIMED },
];
for (const { what, microseconds, most } of cases) {
  it(`B-07 ${what}`, { skip: WITHOUT_SIGNALS }, async (t) => {
    const [lost, twice] = await shown(t, program(microseconds));
    assert.equal(twice, 0);
    assert.ok(Number(lost) <= KILLS * most, `${lost} were lost with ${KILLS} consumers`);
  });
}

/** Consumers are killed, one after the other, each when it has logged some thousands of items. */
function program(microseconds: number): string {
  return `
    import { appendFileSync, closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
    import { tmpdir } from 'node:os';
    import path from 'node:path';

    async function consume(queue: mp.Queue<number>, started: mp.Event, file: string) {
      const log = openSync(file, 'a');
      await started.set();
      for (;;) {
        const item = await queue.get();
        const until = process.hrtime.bigint() + ${microseconds * 1000}n;
        writeSync(log, item + '\\n');
        while (process.hrtime.bigint() < until);
      }
    }

    if (import.meta.main) {
      const folder = mkdtempSync(path.join(tmpdir(), 'mp-killed-'));
      const file = path.join(folder, 'log');
      closeSync(openSync(file, 'w'));
      const seen = () => readFileSync(file, 'utf8').split('\\n').slice(0, -1).map(Number);
      const queue = new mp.Queue<number>();
      let put = 0;
      for (let kill = 0; kill < ${KILLS}; kill++) {
        const started = new mp.Event();
        const consumer = new Process({ target: consume, args: [queue, started, file] });
        consumer.start();
        await started.wait();
        const before = seen().length;
        while (seen().length < before + 2_000 + 97 * kill) for (let i = 0; i < 200; i++) await queue.put(put++);
        consumer.kill();
        await consumer.join();
      }
      for (;;) {
        try { appendFileSync(file, (await queue.get({ timeout: 0.2 })) + '\\n'); } catch { break; }
      }
      const all = seen(), different = new Set(all).size;
      rmSync(folder, { recursive: true });
      show(put - different);
      show(all.length - different);
    }`;
}
