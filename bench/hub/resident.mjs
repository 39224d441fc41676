// Processes of this library that have settled down, for observe.mjs to look at: prints the pids of this program and of
// its children, and ends with its standard input.
//   idle    two children that wait for an item, and ten queues
//   queue   a child that has used a queue
//   none    a child that has none
import { once } from 'node:events';
import { Process, Queue } from 'multiprocessing-ts';

async function getOne(queue, settled) {
  await settled.put(true);
  await queue.get();
}

async function live(settled) {
  await settled?.put(true);
  setInterval(() => {}, 60_000);
}

async function startIdle() {
  const queues = Array.from({ length: 10 }, () => new Queue());
  const children = queues.slice(0, 2).map((queue) => new Process({ target: getOne, args: [queue, queues[9]] }));
  for (const child of children) child.start();
  for (let left = children.length; left > 0; left--) await queues[9].get();
  return children;
}

async function startChild(queue) {
  const child = new Process({ target: live, args: [queue] });
  child.start();
  await queue?.get();
  return [child];
}

if (import.meta.main) {
  const kind = process.argv[2];
  const children = kind === 'idle' ? await startIdle() : await startChild(kind === 'queue' ? new Queue() : null);
  console.log(`pids ${[process.pid, ...children.map(({ pid }) => pid)].join(' ')}`);
  await once(process.stdin.resume(), 'end');
  for (const child of children) child.terminate();
}
