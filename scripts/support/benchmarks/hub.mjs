import { existsSync } from 'node:fs';
import { inRoot } from '../paths.mjs';
import { cpython, LIBRARY, library, node } from './contenders.mjs';

/** What a tree of processes costs that has queues. */
export function hubBenchmarks(python) {
  return [...startsWithQueue(python), ...(existsSync('/proc/self/smaps_rollup') ? residents(python) : [])];
}

function startsWithQueue(python) {
  const contenders = [
    withArgs(library('hub/starts.mjs'), 'given'),
    withArgs(library('hub/starts.mjs', `${LIBRARY}, without a queue`), 'none'),
    ...cpython('hub/starts.py', python).map((each) => withArgs(each, 'given')),
    ...cpython('hub/starts.py', python, ', without a queue').map((each) => withArgs(each, 'none')),
  ];
  const users = [
    withArgs(library('hub/starts.mjs'), 'used'),
    ...cpython('hub/starts.py', python).map((each) => withArgs(each, 'used')),
  ];
  const nth = { first: '1', fifth: '5' };
  return Object.entries(nth).flatMap(([which, count]) => [
    { title: `start + join of the ${which} child, given a queue`, unit: 'ms', args: [count], contenders },
    { title: `start to the arrival of the ${which} child's first item`, unit: 'ms', args: [count], contenders: users },
  ]);
}

function residents(python) {
  const idle = [observed(library('hub/resident.mjs'), 'idle'), ...cpythons(python, '', 'idle')];
  const holders = [
    observed(library('hub/resident.mjs'), 'queue'),
    observed(library('hub/resident.mjs', `${LIBRARY}, without a queue`), 'none'),
    observed(node('hub/bareNode.mjs', 'bare Node'), ''),
    ...cpythons(python, '', 'queue'),
    ...cpythons(python, ', without a queue', 'none'),
  ];
  return [
    {
      title: 'CPU time in 5 s: ten queues, two processes that wait for an item',
      unit: 'ms',
      args: ['cpu'],
      contenders: idle,
      oneRoundIn: 5,
    },
    {
      title: 'memory of a child that has used a queue, RSS',
      unit: 'MB',
      args: ['rss'],
      contenders: holders,
      oneRoundIn: 5,
    },
    {
      title: 'memory of a child that has used a queue, PSS',
      unit: 'MB',
      args: ['pss'],
      contenders: holders,
      oneRoundIn: 5,
    },
  ];
}

const cpythons = (python, what, kind) => cpython('hub/resident.py', python, what).map((each) => observed(each, kind));

const withArgs = ({ name, command }, ...args) => ({ name, command: [...command, ...args] });

/** bench/hub/observe.mjs starts the program and looks at it; what it looks at comes first among its arguments. */
const observed = ({ name, command }, kind) => ({
  name,
  command: [process.execPath, inRoot('bench/hub/observe.mjs')],
  after: [...command, kind],
});
