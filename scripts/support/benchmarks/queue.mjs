import { cpython, LIBRARY, library, node } from './contenders.mjs';

/** How many items a second go through a queue. */
export function queueBenchmarks(python, monitor) {
  const contenders = [
    library('queue/library.mjs'),
    ...cpython('queue/cpython.py', python),
    node('queue/fork.mjs', 'child_process.fork, advanced'),
  ];
  const onlyQueues = contenders.slice(0, -1);
  const watched = { ...library('queue/library.mjs', `${LIBRARY}, watched`), env: { MULTIPROCESSING_MONITOR: monitor } };
  const throughput = (title, args, rivals = contenders) => ({
    title: `${title}, items a second`,
    unit: 'items/s',
    args,
    contenders: rivals,
  });
  return [
    throughput('small ints', ['int', '400000'], [contenders[0], watched, ...contenders.slice(1)]),
    throughput('strings of 100 bytes', ['text100', '400000']),
    throughput('strings of 10 kB', ['text10k', '50000']),
    throughput('Buffers of 10 kB', ['bytes10k', '50000']),
    throughput('Buffers of 1 MB', ['bytes1m', '800']),
    throughput('small ints, four producers and four consumers', ['int', '400000', '4'], onlyQueues),
    throughput('a JoinableQueue of small ints, taskDone after each', ['int', '300000', '1', 'joinable'], onlyQueues),
  ];
}
