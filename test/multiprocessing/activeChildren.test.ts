/** Active children: the rows A of the behaviour checklist. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { shown } from '../helpers/runProgram.ts';

it('A-01 A-02 A-03 the live children, daemons too, in a new list each time', async (t) => {
  const lines = await shown(
    t,
    `
    const names = () => mp.activeChildren().map((child) => child.name);
    function child() { show({ inChild: names() }); }
    if (import.meta.main) {
      show([names(), mp.activeChildren() === mp.activeChildren()]);
      const quick = new Process({ target: child, name: 'quick' });
      const daemon = new Process({ target: sleep, args: [60], name: 'daemon', daemon: true });
      const initial = new Process({ name: 'initial' });
      quick.start();
      daemon.start();
      show([names(), mp.activeChildren()[0] === quick, initial.isAlive()]);
      while (quick.isAlive()) await sleep(0.01); // seen without join()
      show(names());
      daemon.terminate();
      await daemon.join();
      show(names());
    }`,
  );
  const isChilds = (line: unknown) => !Array.isArray(line);
  assert.deepEqual(lines.filter(isChilds), [{ inChild: [] }]);
  assert.deepEqual(
    lines.filter((line) => !isChilds(line)),
    [[[], false], [['quick', 'daemon'], true, false], ['daemon'], []],
  );
});
