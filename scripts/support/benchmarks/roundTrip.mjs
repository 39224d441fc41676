import { cpython, library, node } from './contenders.mjs';
import { canPin } from './pinned.mjs';

/** How long a small item takes to another process and back. */
export async function roundTripBenchmarks(python) {
  const nodes = [
    node('roundTrip/fork.mjs', 'child_process.fork, advanced'),
    node('roundTrip/socket.mjs', 'bare Unix socket, 16 bytes'),
  ];
  const contenders = [library('roundTrip/library.mjs'), ...cpython('roundTrip/cpython.py', python), ...nodes];
  const kinds = { queue: 'over two queues', pipe: 'over a pipe' };
  const places = { 'processes on any core': false, ...((await canPin()) && { 'all processes on one core': true }) };
  return Object.entries(kinds).flatMap(([kind, how]) =>
    Object.entries(places).map(([place, pinned]) => ({
      title: `round trip ${how}, ${place}`,
      unit: 'µs',
      args: [kind, '5000'],
      contenders,
      pinned,
    })),
  );
}
