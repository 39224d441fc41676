import { inRoot } from '../paths.mjs';

/** What the agent for Python costs the programs that it is in. */
export function pythonBenchmarks(python, monitor) {
  if (!python) return [];
  const alone = `CPython ${python.version}`;
  const agent = { PYTHONPATH: inRoot('dist/python') };
  const environments = {
    [alone]: {},
    'with the agent, no server there': { ...agent, MULTIPROCESSING_MONITOR: '/nowhere/at/all?token=00' },
    'with the agent, watched': { ...agent, MULTIPROCESSING_MONITOR: monitor },
  };
  const root = { ...environments['with the agent, watched'], MULTIPROCESSING_PROCESS: '{"id":"root"}' };
  const starts = { ...environments, 'with the agent, watched, as the program that the editor starts': root };
  const starter = [python.path, inRoot('bench/python/starts.py')];
  const inEach = (file) =>
    Object.entries(environments).map(([name, env]) => ({ name, command: [python.path, inRoot('bench', file)], env }));
  const benchmark = (title, unit, args, contenders) => ({ title, unit, args, contenders, compared: alone });
  return [
    benchmark(
      'start to end of `python3 -c pass`',
      'ms',
      [],
      Object.entries(starts).map(([name, env]) => ({ name, command: starter, args: assignments(env) })),
    ),
    benchmark('start + join of a child, spawn', 'ms', ['spawn', '7'], inEach('python/children.py')),
    benchmark('start + join of a child, fork', 'ms', ['fork', '41'], inEach('python/children.py')),
    benchmark('items a second through a Queue', 'items/s', ['int', '100000'], inEach('queue/cpython.py')),
  ];
}

/** For what the program starts, and not for itself. */
const assignments = (env) => Object.entries(env).map(([name, value]) => `${name}=${value}`);
