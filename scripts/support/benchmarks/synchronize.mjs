import { cpython, library, node } from './contenders.mjs';

/** Locks, semaphores, values, events. */
export function synchronizeBenchmarks(python) {
  const contenders = [library('synchronize/library.mjs'), ...cpython('synchronize/cpython.py', python)];
  const twoHops = { ...node('roundTrip/socket.mjs', 'bare Unix socket, there and back'), args: ['', '5000'] };
  // Who has slept is not woken as fast as who is at work: the other contenders are, too
  const wakeUps = { ...twoHops, args: ['wakeUp', '500'] };
  const rate = (title, mode, count) => ({ title, unit: '1/s', args: [mode, count], contenders });
  const time = (title, mode, count, floor = twoHops) => ({
    title,
    unit: 'µs',
    args: [mode, count],
    contenders: [...contenders, floor],
  });
  return [
    rate('Lock, acquire + release by one process, a second', 'lock', '500000'),
    rate('Semaphore, acquire + release by one process, a second', 'semaphore', '500000'),
    rate('Value.add (CPython: += under its lock) by one process, a second', 'value', '500000'),
    time('Lock, acquire + release, two processes that contend for it', 'contended2', '10000'),
    time('Lock, acquire + release, four processes that contend for it', 'contended4', '10000'),
    time('Lock, from release to acquire in another process that waits', 'handOver', '5000'),
    time('Event, from set to the end of a wait in another process, two that wake each other', 'inTurn', '5000'),
    time('Event, from set to the end of a wait in another process, after a pause of 2 ms', 'wakeUp', '500', wakeUps),
  ];
}
