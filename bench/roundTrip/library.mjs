// A word to another process and back, over two queues or a pipe: microseconds, of some to warm up and of those that count.
import { Pipe, Process, Queue } from 'multiprocessing-ts';

async function echoQueue(requests, replies) {
  for (;;) await replies.put(await requests.get());
}

async function echoPipe(end) {
  for (;;) await end.send(await end.recv());
}

function overQueues() {
  const [requests, replies] = [new Queue(), new Queue()];
  new Process({ target: echoQueue, args: [requests, replies], daemon: true }).start();
  return async () => {
    await requests.put(7);
    await replies.get();
  };
}

function overPipe() {
  const [ours, theirs] = Pipe();
  new Process({ target: echoPipe, args: [theirs], daemon: true }).start();
  return async () => {
    await ours.send(7);
    await ours.recv();
  };
}

if (import.meta.main) {
  const { measureRoundTrips } = await import('./measureRoundTrips.mjs');
  const [kind, count] = process.argv.slice(2);
  await measureRoundTrips(kind === 'pipe' ? overPipe() : overQueues(), Number(count));
}
