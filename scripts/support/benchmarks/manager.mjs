import { cpython, library } from './contenders.mjs';
import { canPin } from './pinned.mjs';

/** Objects of a manager's server, which each call is sent to. */
export async function managerBenchmarks(python) {
  const ours = library('manager/library.mjs');
  const contenders = [ours, ...cpython('manager/cpython.py', python)];
  const places = { 'processes on any core': false, ...((await canPin()) && { 'all processes on one core': true }) };
  const rate = (title, mode, count) =>
    Object.entries(places).map(([place, pinned]) => ({
      title: `${title} a second, ${place}`,
      unit: '1/s',
      args: [mode, count],
      contenders,
      pinned,
    }));
  return [
    ...rate('get of a dict', 'get', '6000'),
    ...rate('get of a dict by four processes', 'get4', '12000'),
    ...rate('set of a dict, a small object', 'set', '6000'),
    ...rate('copy of a list of 1,000 numbers', 'copy', '2000'),
    ...rate('put + get of a queue', 'queue', '3000'),
    ...rate('acquire + release of a lock', 'lock', '3000'),
    ...rate("method of a class of one's own", 'own', '6000'),
    {
      title: 'get of a dict, 64 calls at a time, a second',
      unit: '1/s',
      args: ['together', '32000'],
      contenders: [ours],
    },
    { title: 'Manager(), until a first answer', unit: 'ms', args: ['start', '3'], contenders },
  ];
}
