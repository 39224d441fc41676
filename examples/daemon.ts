// Starts a daemon and a process that is none, and ends while both are at work.
// In the tree: when the program has nothing left to do, 'night watch', a daemon, is terminated: exit code -15, and its
// last line is never printed. For 'archivist', which is no daemon, the program waits.
import { currentProcess, Process } from 'multiprocessing-ts';

const sleep = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));

async function work(seconds: number) {
  const { name } = currentProcess();
  console.log(`${name}: starts`);
  await sleep(seconds);
  console.log(`${name}: is done`);
}

if (import.meta.main) {
  new Process({ target: work, args: [60], name: 'night watch', daemon: true }).start();
  await sleep(2);
  new Process({ target: work, args: [1.5], name: 'archivist' }).start();
  console.log('main: has nothing left to do');
}
