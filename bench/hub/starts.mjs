// What a queue costs at the start of a process of this library. The first of COUNT children starts the hub, too.
//   none    start + join of a child without one
//   given   the same of a child that has one as argument, and does not use it
//   used    from the start to the arrival of the child's first item
import { Process, Queue } from 'multiprocessing-ts';

function noop() {}

async function send(queue) {
  await queue.put('here');
}

async function startOne(kind) {
  const queue = kind === 'none' ? null : new Queue();
  const child = new Process({ target: kind === 'used' ? send : noop, args: [queue] });
  child.start();
  await (kind === 'used' ? queue.get() : child.join());
  return child;
}

if (import.meta.main) {
  const [kind, count] = process.argv.slice(2);
  for (let left = Number(count); left > 0; left--) {
    const startedAt = process.hrtime.bigint();
    const child = await startOne(kind);
    console.log(`result ${Number(process.hrtime.bigint() - startedAt) / 1e6}`);
    await child.join();
  }
}
