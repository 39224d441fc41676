/** Consumers that are killed while they take items fast, and hence claim several at a time. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { shown, WITHOUT_SIGNALS } from '../helpers/runProgram.ts';

const KILLS = 12;

const cases = [
  { what: 'one item at most is lost with each, and nothing comes twice', microseconds: 12 },
  { what: 'with one that is fast, too', microseconds: 2 },
  { what: 'with one that does nothing but log', microseconds: 0 },
];
for (const { what, microseconds } of cases) {
  it(`B-07 ${what}`, { skip: WITHOUT_SIGNALS }, async (t) => {
    const [lost, twice] = await shown(t, program(microseconds));
    assert.equal(twice, 0);
    assert.ok(Number(lost) <= KILLS, `${lost} were lost with ${KILLS} consumers`);
  });
}

const LOGGED_EVERY = 32;

it('B-07 with one that does nothing, too', { skip: WITHOUT_SIGNALS }, async (t) => {
  const gaps = (await shown(t, fastProgram())).map(Number);
  assert.equal(gaps.length, KILLS);
  for (const gap of gaps) assert.ok(gap >= 1 && gap <= LOGGED_EVERY + 1, `${gap} behind the log`);
});

/** Each consumer logs some of its items; what is the first that is left when it was killed tells how many it took. */
function fastProgram(): string {
  return `
    import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
    import { tmpdir } from 'node:os';
    import path from 'node:path';

    async function consume(queue: mp.Queue<number>, file: string) {
      const log = openSync(file, 'r+');
      for (;;) {
        const item = await queue.get();
        if (item % ${LOGGED_EVERY} === 0) writeSync(log, Uint32Array.of(item), 0, 4, 0);
      }
    }

    if (import.meta.main) {
      const folder = mkdtempSync(path.join(tmpdir(), 'mp-killed-'));
      const file = path.join(folder, 'last');
      const log = openSync(file, 'w+');
      const last = new Uint32Array(1), logged = () => (readSync(log, last, 0, 4, 0), last[0]!);
      const queue = new mp.Queue<number>();
      let put = 0;
      const putMore = async () => {
        if (put > logged() + 20_000) await sleep(0.001); // it has enough to be busy
        else for (let i = 0; i < 5_000; i++) await queue.put(put++);
      };
      for (let kill = 0; kill < ${KILLS}; kill++) {
        const consumer = new Process({ target: consume, args: [queue, file] });
        consumer.start();
        const enough = logged() + 60_000 + 997 * kill;
        while (logged() < enough) await putMore();
        consumer.kill();
        await consumer.join();
        await putMore();
        show((await queue.get({ timeout: 10 })) - logged());
      }
      closeSync(log);
      rmSync(folder, { recursive: true });
    }`;
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
