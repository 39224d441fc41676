import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DescribedPrograms } from '../../src/extension/describedPrograms.ts';
import { findOthers } from '../../src/extension/findOthers.ts';
import { sampleOf } from '../../src/processTable/cpuUsage.ts';
import { describeProgram } from '../../src/processTable/describeProgram.ts';
import type { SystemProcess } from '../../src/processTable/systemProcess.ts';
import { applyEvent } from '../../src/tree/applyEvent.ts';
import type { ProcessTree } from '../../src/tree/processTree.ts';
import { connected, launched, started, treeAfter } from '../tree/events.ts';

const NOW = 100_000;

/** A line of the table: pid, parent, command line, start. */
function process(pid: number, ppid: number, commandLine = 'sleep 9', startedAt = 50_000): SystemProcess {
  return { pid, ppid, name: 'comm', startedAt, cpu: { ms: 0 }, memory: 1, commandLine };
}
const describeIt = (one: SystemProcess) => describeProgram(one.name, one.commandLine?.split(' ') ?? []);
const find = (tree: ProcessTree, ...table: SystemProcess[]) => findOthers(tree, sampleOf(table, 1), NOW, describeIt);
const outline = (found: ReturnType<typeof find>) => found.map(({ pid, parentId, name }) => [pid, parentId, name]);

const family = treeAfter(
  launched('a', { pid: 10, at: 50_000 }),
  connected('a', null, { pid: 10 }),
  started('a.1', 'a', { pid: 11, at: 50_000 }),
);
const library = [process(10, 1), process(11, 10)];

describe('other programs in the table', () => {
  test('are the descendants of the tree’s processes, in any order', () => {
    const found = find(
      family,
      process(21, 20, '/usr/bin/git status'),
      process(20, 11, '/bin/sh -c x'),
      ...library,
      process(30, 1),
    );
    assert.deepEqual(outline(found), [
      [21, found.find(({ pid }) => pid === 20)?.id, 'git'],
      [20, 'a.1', 'sh'],
    ]);
  });

  test('not what has just been started, nor the helpers of the library and of the debugger', () => {
    const guard = process(20, 10, '/bin/sh -c script multiprocessing-ts-guard');
    const watchdog = process(22, 10, '/usr/bin/node /opt/code/extensions/ms-vscode.js-debug/src/watchdog.js');
    assert.deepEqual(find(family, ...library, process(21, 10, 'sleep 1', NOW - 1500), guard, watchdog), []);
  });

  test('not those of a process that has only the number of one of ours', () => {
    const tree = treeAfter(launched('a', { pid: 10, at: 50_000 }), started('a.1', 'a', { pid: 11, at: 10_000 }));
    assert.deepEqual(
      find(tree, ...library, process(20, 11)).map(({ pid }) => pid),
      [11, 20],
    );
  });

  test('keep their ids, though the clock was set; another with the same number has another', () => {
    const first = find(family, ...library, process(20, 10));
    const tree = applyEvent(family, { type: 'others', processes: first, at: NOW });
    assert.deepEqual(
      find(tree, ...library, process(20, 10, 'sleep 9', 51_000)).map(({ id }) => id),
      [first[0]?.id],
    );
    assert.notEqual(find(tree, ...library, process(20, 10, 'sleep 9', 90_000))[0]?.id, first[0]?.id);
  });

  test('stay when their parent has ended and the system has given them another', () => {
    const first = find(family, ...library, process(20, 10), process(21, 20));
    const tree = applyEvent(family, { type: 'others', processes: first, at: NOW });
    assert.deepEqual(outline(find(tree, ...library, process(21, 1))), [[21, first[0]?.id, 'sleep']]);
    assert.deepEqual(find(tree, ...library), []);
  });

  test('are what they have become, and no more if that is a helper', () => {
    const first = find(family, ...library, process(20, 10, 'node a.js'), process(21, 10, 'node a.js'));
    const tree = applyEvent(family, { type: 'others', processes: first, at: NOW });
    const guard = process(21, 10, '/bin/sh -c script multiprocessing-ts-guard');
    const later = find(tree, ...library, process(20, 10, 'git status'), guard);
    assert.deepEqual(outline(later), [[20, 'a', 'git']]);
    assert.equal(later[0]?.id, first[0]?.id);
  });

  test('a circle in the table is none of ours', () => {
    assert.deepEqual(find(family, ...library, process(20, 21), process(21, 20)), []);
  });
});

test('a program is asked what it is once, and again when it is another', () => {
  const asked: number[] = [];
  const programs = new DescribedPrograms((one) => {
    asked.push(one.pid);
    return describeIt(one);
  });
  const [node, shell] = [process(20, 10, 'node a.js'), { ...process(20, 10, 'sh -c true'), name: 'sh' }];
  assert.deepEqual(
    [node, { ...node, startedAt: 50_900 }, shell, shell].map((one) => programs.describe(one).name),
    ['node a.js', 'node a.js', 'sh', 'sh'],
  );
  assert.equal(programs.describe({ ...shell, startedAt: 90_000, commandLine: 'sh b.sh' }).name, 'sh b.sh');
  assert.deepEqual(asked, [20, 20, 20]);
  programs.forgetEnded(new Map([[20, shell]]));
  programs.describe({ ...shell, startedAt: 90_000 });
  programs.forgetEnded(new Map());
  programs.describe({ ...shell, startedAt: 90_000 });
  assert.deepEqual(asked, [20, 20, 20, 20]);
});

test('what a program is called', () => {
  const names = [
    ['/usr/bin/node', '/home/ann/build.js', '--fast'],
    ['/usr/bin/node', '--inspect', 'build.js'],
    ['-bash'],
    ['C:\\Python\\python.exe', 'C:\\jobs\\work.py'],
    ['/usr/bin/python3', '-c', 'from multiprocessing.resource_tracker import main;main(7)'],
    ['/usr/bin/python3', '-B', '-c', 'from multiprocessing.forkserver import main; main(5, 6, [], **{})'],
    ['/usr/bin/python3', '-c', 'print(1)'],
    [],
  ].map((args) => describeProgram('comm', args).name);
  assert.deepEqual(names, [
    'node build.js',
    'node',
    'bash',
    'python.exe work.py',
    "resource tracker (Python's own)",
    "fork server (Python's own)",
    'python3',
    'comm',
  ]);
});
