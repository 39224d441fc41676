import path from 'node:path';
import { inRoot } from '../paths.mjs';

/** What the agent for Python costs the programs that it is in. */
export function pythonBenchmarks(python, monitor) {
  if (!python) return [];
  const alone = `CPython ${python.version}`;
  const own = { PYTHONDONTWRITEBYTECODE: '' }; // nothing but the program is to be compiled anew each time
  const agent = { ...own, PYTHONPATH: inRoot('dist/python') };
  const environments = {
    [alone]: own,
    'with the agent, no server there': { ...agent, MULTIPROCESSING_MONITOR: '/nowhere/at/all?token=00' },
    'with the agent, watched': { ...agent, MULTIPROCESSING_MONITOR: monitor },
  };
  const imported = {
    ...own,
    PYTHONPATH: [inRoot('bench/python/imported'), inRoot('dist/python')].join(path.delimiter),
  };
  const { [alone]: unseen, ...seen } = environments;
  const withImport = { [alone]: unseen, 'the agent imported, and no more': imported, ...seen };
  const root = { ...environments['with the agent, watched'], MULTIPROCESSING_PROCESS: '{"id":"root"}' };
  const starts = { ...environments, 'with the agent, watched, as the program that the editor starts': root };
  const starter = [python.path, inRoot('bench/python/starts.py')];
  const inEach = (envs, file) =>
    Object.entries(envs).map(([name, env]) => ({ name, command: [python.path, inRoot('bench', file)], env }));
  const benchmark = (title, unit, args, contenders) => ({ title, unit, args, contenders, compared: alone });
  const child = (title, method, what, count) =>
    benchmark(`${title}, ${method}`, 'ms', [method, what, count], inEach(withImport, 'python/children.py'));
  return [
    benchmark(
      'start to end of `python3 -c pass`',
      'ms',
      [],
      Object.entries(starts).map(([name, env]) => ({ name, command: starter, args: assignments(env) })),
    ),
    child('start of a child to the first statement of its target', 'spawn', 'first', '9'),
    child('start of a child to the first statement of its target', 'fork', 'first', '101'),
    child('start + join of a child', 'spawn', 'whole', '9'),
    child('start + join of a child', 'fork', 'whole', '101'),
    benchmark('items a second through a Queue', 'items/s', ['int', '100000'], inEach(environments, 'queue/cpython.py')),
  ];
}

/** For what the program starts, and not for itself. */
const assignments = (env) => Object.entries(env).map(([name, value]) => `${name}=${value}`);
