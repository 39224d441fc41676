/** Event: the rows Y-15 and Y-16 of the behaviour checklist, each shown by a program. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { shown, WITHOUT_SIGNALS } from '../helpers/runProgram.ts';

it('Y-15 wait is true when it is set, false after the timeout; set and clear may be repeated', async (t) => {
  const lines = await shown(
    t,
    `
    const event = new mp.Event();
    show(await event.isSet());
    for (const timeout of [0, -1, 0.1]) {
      const before = performance.now();
      const result = await event.wait(timeout);
      const took = performance.now() - before;
      show([result, took >= timeout * 1000 - 5 ? 'in time' : took]);
    }
    show([(await event.set()) === undefined, (await event.set()) === undefined, await event.isSet()]);
    show([await event.wait(0), await event.wait(), await event.wait(-1)]);
    show([(await event.clear()) === undefined, (await event.clear()) === undefined, await event.isSet(), await event.wait(0)]);
    show(await thrown(() => event.wait('soon' as never)));
    `,
  );
  assert.deepEqual(lines, [
    false,
    [false, 'in time'],
    [false, 'in time'],
    [false, 'in time'],
    [true, true, true],
    [true, true, true],
    [true, true, false, false],
    "TypeError: timeout must be a number of seconds or null, not 'soon'",
  ]);
});

it(
  'Y-15 set wakes all that wait in all processes; one that ended is forgotten',
  { skip: WITHOUT_SIGNALS },
  async (t) => {
    const lines = await shown(
      t,
      `
    async function waiter(event: mp.Event, ready: mp.Queue<number>, woken: mp.Queue<boolean>) {
      const waiting = Promise.all([event.wait(), event.wait(60)]);
      await ready.put(1);
      const [one, two] = await waiting;
      await woken.put(one && two);
    }
    if (import.meta.main) {
      const event = new mp.Event(), ready = new mp.Queue<number>(), woken = new mp.Queue<boolean>();
      const all = [1, 2, 3].map(() => new Process({ target: waiter, args: [event, ready, woken] }));
      for (const each of all) each.start();
      for (const _ of all) await ready.get();
      const own = event.wait();
      all[0]!.kill();
      await all[0]!.join();
      await event.set();
      show([await own, await woken.get(), await woken.get()]);
      for (const each of all) await each.join();
      show(all.map((each) => each.exitcode));
    }`,
    );
    assert.deepEqual(lines, [
      [true, true, true],
      [-9, 0, 0],
    ]);
  },
);

it('Y-15 a signal gives the wait up', async (t) => {
  const lines = await shown(
    t,
    `
    const event = new mp.Event();
    const controller = new AbortController();
    const waiting = thrown(() => event.wait(null, { signal: controller.signal }));
    await sleep(0.01);
    controller.abort(new Error('enough'));
    show(await waiting);
    `,
  );
  assert.deepEqual(lines, ['Error: enough']);
});

it('Y-16 the text says whether it is set, as far as the process knows', async (t) => {
  const lines = await shown(
    t,
    `
    import { inspect } from 'node:util';
    class Alarm extends mp.Event {}
    const text = (event: mp.Event) => String(event).replace(/0x[0-9a-f]+/, '0x1');
    async function child(event: mp.Event, other: mp.Event) {
      show([text(event), text(other)]);
      await other.set();
      await event.clear();
    }
    if (import.meta.main) {
      const event = new mp.Event(), other = new Alarm();
      await event.set();
      show([text(event), inspect(event) === String(event), text(other)]);
      const process = new Process({ target: child, args: [event, other] });
      process.start();
      await process.join();
      show([await event.isSet(), await other.wait()]);
      show([text(event), text(other)]);
    }`,
  );
  assert.deepEqual(lines, [
    ['<Event at 0x1 set>', true, '<Alarm at 0x1 unset>'],
    ['<Event at 0x1 set>', '<Alarm at 0x1 unset>'],
    [false, true],
    ['<Event at 0x1 unset>', '<Alarm at 0x1 set>'],
  ]);
});
