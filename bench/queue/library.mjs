// Throughput of this library's queues. The producers, the consumers and this program are processes of their own, which
// are all running before the clock is; each put and each get is awaited. Prints items per second: of a batch to warm up,
// and of the one that counts.
import { JoinableQueue, Process, Queue } from 'multiprocessing-ts';
import { ITEMS } from './items.mjs';

async function work(turn, items, kind, gate, done) {
  await done.put(0);
  for (let count = await gate.get(); count > 0; count = await gate.get()) {
    await turn(items, count, ITEMS[kind]);
    await done.put(count);
  }
}

async function put(items, count, item) {
  for (let left = count; left > 0; left--) await items.put(item);
}

async function get(items, count) {
  for (let left = count; left > 0; left--) await items.get();
}

async function getAndFinish(items, count) {
  for (let left = count; left > 0; left--) {
    await items.get();
    await items.taskDone();
  }
}

async function main(kind, count, pairs, joinable) {
  const items = joinable ? new JoinableQueue() : new Queue();
  const turns = [put, joinable ? getAndFinish : get];
  const done = new Queue();
  const gates = Array.from({ length: 2 * pairs }, () => new Queue());
  const workers = gates.map(
    (gate, index) => new Process({ target: work, args: [turns[index % 2], items, kind, gate, done] }),
  );
  for (const worker of workers) worker.start();
  await get(done, workers.length);
  for (const batch of [count / 5, count]) {
    const startedAt = process.hrtime.bigint();
    for (const gate of gates) await gate.put(batch / pairs);
    await get(done, workers.length);
    console.log(`result ${batch / (Number(process.hrtime.bigint() - startedAt) / 1e9)}`);
  }
  for (const gate of gates) await gate.put(0);
  for (const worker of workers) await worker.join();
}

if (import.meta.main) {
  const [kind, count, pairs = '1', queue] = process.argv.slice(2);
  await main(kind, Number(count), Number(pairs), queue === 'joinable');
}
