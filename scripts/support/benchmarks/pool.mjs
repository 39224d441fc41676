import { cpython, library, node } from './contenders.mjs';

/** Pools of two workers. */
export function poolBenchmarks(python) {
  const pythons = cpython('pool/cpython.py', python);
  const processes = [
    library('pool/library.mjs'),
    node('pool/tinypool.mjs', 'tinypool, child_process'),
    node('pool/workerpool.mjs', 'workerpool, process'),
    node('pool/jestWorker.mjs', 'jest-worker, processes'),
    ...pythons,
  ];
  const contenders = [...processes, node('pool/piscina.mjs', 'piscina, threads')];
  const many = {
    contenders: [library('pool/many.mjs'), ...cpython('pool/many.py', python)],
    oneRoundIn: 5,
  };
  return [
    { title: '10,000 tiny tasks, one by one, tasks a second', unit: '1/s', args: ['tiny', '10000'], contenders },
    {
      title: '10,000 tiny tasks, in the chunks that the pool chooses, for the second time, tasks a second',
      unit: '1/s',
      args: ['chunks', '10000'],
      contenders: [library('pool/library.mjs'), ...pythons],
    },
    {
      title: 'the same for the fortieth time, tasks a second',
      unit: '1/s',
      args: ['warmChunks', '10000'],
      contenders: [library('pool/library.mjs'), ...pythons],
    },
    { title: '200 tasks that compute for 10 ms', unit: 'ms', args: ['busy', '200'], contenders },
    {
      title: 'arguments and results of 1 MB, tasks a second',
      unit: '1/s',
      args: ['megabytes', '100'],
      contenders,
    },
    {
      title: 'the same in the chunks that the pool chooses, tasks a second',
      unit: '1/s',
      args: ['megabyteChunks', '60'],
      contenders: [library('pool/library.mjs'), ...pythons],
    },
    {
      title: 'from the making of the pool to the first result',
      unit: 'ms',
      args: ['cold', '1'],
      contenders,
      timesInRound: 5, // short, and so not alike
    },
    { title: '200 workers, until as many tasks are done', unit: 'ms', args: ['time', '200'], ...many },
    { title: 'a worker of 200, memory, RSS', unit: 'MB', args: ['Rss', '200'], ...many },
    { title: 'a worker of 200, memory, PSS', unit: 'MB', args: ['Pss', '200'], ...many },
  ];
}
