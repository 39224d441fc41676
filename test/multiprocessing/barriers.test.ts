/** Barrier: the rows Y-17 to Y-20 of the behaviour checklist, each shown by a program. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { shown, WITHOUT_SIGNALS } from '../helpers/runProgram.ts';

/** Runs `target` in `count` processes with the barrier and a queue, and gives what they put, sorted. */
const PARTIES = `
  async function inParties(count: number, target: (barrier: mp.Barrier, results: mp.Queue<unknown>, i: number) => unknown, barrier: mp.Barrier) {
    const results = new mp.Queue<unknown>();
    const all = Array.from({ length: count }, (_, i) => new Process({ target, args: [barrier, results, i] }));
    for (const each of all) each.start();
    for (const each of all) await each.join();
    const texts: string[] = [];
    while (!(await results.empty())) texts.push(String(await results.get()));
    return texts.sort();
  }
`;

it('Y-17 as many as it has parties go on together, and are told their places; again and again', async (t) => {
  const lines = await shown(
    t,
    `
    ${PARTIES}
    async function pass(barrier: mp.Barrier, results: mp.Queue<unknown>) {
      for (let round = 0; round < 200; round++) {
        const place = await barrier.wait();
        if (round % 50 === 0) await results.put(\`\${round / 50} \${place}\`);
      }
    }
    if (import.meta.main) {
      show(await inParties(3, pass, new mp.Barrier(3)));
      const alone = new mp.Barrier(1);
      show([await alone.wait(), await alone.wait(), alone.parties, await alone.nWaiting(), await alone.broken()]);
      for (const parties of [0, 1.5]) show(await thrown(() => new mp.Barrier(parties)));
      show(await thrown(() => new mp.Barrier(1, 5 as never)));
    }`,
  );
  const places = [0, 1, 2, 3].flatMap((round) => [0, 1, 2].map((place) => `${round} ${place}`));
  assert.deepEqual(lines, [
    places,
    [0, 0, 1, 0, false],
    'ValueError: parties must be > 0',
    'TypeError: the parties of a Barrier must be a whole number, not 1.5',
    'TypeError: the action of a Barrier must be a function, not 5',
  ]);
});

it('Y-17 a thousand rounds', async (t) => {
  const lines = await shown(
    t,
    `
    async function pass(barrier: mp.Barrier) { for (let i = 0; i < 1000; i++) await barrier.wait(); }
    if (import.meta.main) {
      const barrier = new mp.Barrier(2);
      const process = new Process({ target: pass, args: [barrier] });
      process.start();
      await pass(barrier);
      await process.join();
      show(process.exitcode);
    }`,
  );
  assert.deepEqual(lines, [0]);
});

it('Y-18 the action runs once a round, in one process, before the others go on', async (t) => {
  const lines = await shown(
    t,
    `
    ${PARTIES}
    let results: mp.Queue<unknown> | null = null;
    async function act() { await sleep(0.02); await results!.put('acted'); }
    async function pass(barrier: mp.Barrier, queue: mp.Queue<unknown>, i: number) {
      results = queue;
      for (let round = 0; round < 3; round++) {
        await barrier.wait();
        await queue.put(\`passed \${await queue.qsize() > 0}\`);
      }
    }
    if (import.meta.main) show(await inParties(3, pass, new mp.Barrier(3, act)));
    `,
  );
  assert.deepEqual(lines, [[...Array<string>(3).fill('acted'), ...Array<string>(9).fill('passed true')]]);
});

it('Y-18 the error of the action comes out where it ran, the others get a BrokenBarrierError', async (t) => {
  const lines = await shown(
    t,
    `
    ${PARTIES}
    function fail() { throw new mp.ValueError('no'); }
    async function pass(barrier: mp.Barrier, results: mp.Queue<unknown>) {
      await results.put(await thrown(() => barrier.wait()));
      await results.put(String(await barrier.broken()));
    }
    if (import.meta.main) {
      const barrier = new mp.Barrier(3, fail);
      show(await inParties(3, pass, barrier));
      show([await barrier.broken(), await thrown(() => barrier.wait())]);
      show(await thrown(() => new Process({ target: pass, args: [new mp.Barrier(1, () => 5), new mp.Queue(), 0] as never }).start()));
    }`,
  );
  const broken = 'BrokenBarrierError';
  assert.deepEqual(lines.slice(0, 2), [
    [broken, broken, 'ValueError: no', 'true', 'true', 'true'],
    [true, broken],
  ]);
  assert.match(String(lines[2]), /^PicklingError: cannot send the action of a Barrier: it is an anonymous lambda/);
});

it('Y-18 nWaiting, broken, and the text', async (t) => {
  const lines = await shown(
    t,
    `
    const barrier = new mp.Barrier(3);
    const waits = [barrier.wait(), barrier.wait()];
    show([await barrier.nWaiting(), String(barrier).replace(/0x[0-9a-f]+/, '0x')]);
    show(await barrier.wait());
    show(await Promise.all(waits));
    show([await barrier.nWaiting(), await barrier.broken(), String(barrier).replace(/0x[0-9a-f]+/, '0x')]);
    await barrier.abort();
    show([await barrier.broken(), String(barrier).replace(/0x[0-9a-f]+/, '0x')]);
    `,
  );
  assert.deepEqual(lines, [
    [2, '<Barrier at 0x: waiters=2/3>'],
    2,
    [0, 1],
    [0, false, '<Barrier at 0x: waiters=0/3>'],
    [true, '<Barrier at 0x: broken>'],
  ]);
});

it('Y-19 when the time of one is over, all get a BrokenBarrierError, until the barrier is reset', async (t) => {
  const lines = await shown(
    t,
    `
    ${PARTIES}
    async function late(barrier: mp.Barrier, results: mp.Queue<unknown>, i: number) {
      await barrier.wait(); // from here on all are there
      await results.put(await thrown(() => (i === 0 ? barrier.wait(0.1) : i === 1 ? barrier.wait() : 'late')));
      if (i === 2) while (!(await barrier.broken())) await sleep(0.01);
      if (i === 2) await results.put(await thrown(() => barrier.wait()));
    }
    if (import.meta.main) {
      const barrier = new mp.Barrier(3);
      show(await inParties(3, late, barrier));
      const limited = new mp.Barrier(2, null, 0.1);
      const before = performance.now();
      show(await thrown(() => limited.wait()));
      const took = performance.now() - before;
      show(took >= 95 || took);
      show([await limited.broken(), await thrown(() => limited.wait(5))]);
      await limited.reset();
      show([await limited.broken(), await Promise.all([limited.wait(), limited.wait()])]);
      const signal = AbortSignal.timeout(50);
      show((await thrown(() => limited.wait(null, { signal }))).startsWith('TimeoutError'));
      show(await limited.broken());
    }`,
  );
  const broken = 'BrokenBarrierError';
  assert.deepEqual(lines, [
    [broken, broken, broken, 'nothing was thrown'],
    broken,
    true,
    [true, broken],
    [false, [0, 1]],
    true,
    true,
  ]);
});

it('Y-20 abort breaks it for those who wait and who come; reset frees those who wait, and makes it usable', async (t) => {
  const lines = await shown(
    t,
    `
    ${PARTIES}
    async function abort(barrier: mp.Barrier, results: mp.Queue<unknown>) {
      const place = await barrier.wait();
      if (place === 1) return barrier.abort();
      await results.put(await thrown(() => barrier.wait()));
    }
    async function reset(barrier: mp.Barrier, results: mp.Queue<unknown>) {
      const place = await barrier.wait();
      if (place === 1) {
        while ((await barrier.nWaiting()) < 2) await sleep(0.005);
        await barrier.reset();
      } else await results.put(await thrown(() => barrier.wait()));
      await barrier.wait();
      await results.put('passed');
    }
    if (import.meta.main) {
      const barrier = new mp.Barrier(3);
      show(await inParties(3, abort, barrier));
      show(await barrier.broken());
      await barrier.reset();
      show(await inParties(3, reset, barrier));
      show(await barrier.broken());
    }`,
  );
  const broken = 'BrokenBarrierError';
  assert.deepEqual(lines, [[broken, broken], true, [broken, broken, 'passed', 'passed', 'passed'], false]);
});

it(
  'Y-19 B-07 a party that ends while it waits, or while it runs the action, breaks the barrier',
  { skip: WITHOUT_SIGNALS },
  async (t) => {
    const lines = await shown(
      t,
      `
    async function end() { process.kill(process.pid, 'SIGKILL'); await sleep(60); }
    async function party(barrier: mp.Barrier) { await barrier.wait(); }
    if (import.meta.main) {
      const barrier = new mp.Barrier(3);
      const first = new Process({ target: party, args: [barrier], name: 'first' });
      first.start();
      const waiting = thrown(() => barrier.wait());
      while ((await barrier.nWaiting()) < 2) await sleep(0.005);
      first.kill();
      show((await waiting).replace(String(first.pid), 'PID'));
      show(await barrier.broken());
      await first.join();
      const acting = new mp.Barrier(2, end);
      const own = thrown(() => acting.wait());
      const second = new Process({ target: party, args: [acting], name: 'second' });
      second.start();
      show((await own).replace(String(second.pid), 'PID'));
      await second.join();
    }`,
    );
    assert.deepEqual(lines, [
      'BrokenBarrierError: first (pid PID) has ended while it waited',
      true,
      'BrokenBarrierError: second (pid PID) has ended while it ran the action',
    ]);
  },
);
