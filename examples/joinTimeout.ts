// Joins a process with a timeout, and once more without.
// In the tree: 'kettle' runs on after the first join, which gave up after half a second. It is a daemon, but one that is
// joined gets to its end: exit code 0.
import { Process } from 'multiprocessing-ts';

const sleep = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));

async function boil(litres: number) {
  await sleep(litres);
  console.log(`kettle: ${litres} litres are boiling`);
}

if (import.meta.main) {
  const kettle = new Process({ target: boil, args: [2], name: 'kettle', daemon: true });
  kettle.start();
  await kettle.join(0.5);
  console.log(`after join(0.5): alive ${kettle.isAlive()}, exit code ${kettle.exitcode}`);
  await kettle.join();
  console.log(`after join(): alive ${kettle.isAlive()}, exit code ${kettle.exitcode}`);
}
