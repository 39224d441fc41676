// Lets two ships at a time into a harbour for five: a semaphore counts the free berths.
// In the tree: those that wait for the semaphore, in the order in which they will be let in.
import { currentProcess, Process, Semaphore } from 'multiprocessing-ts';

const sleep = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));

async function unload(berths: Semaphore, hours: number) {
  const { name } = currentProcess();
  await berths.runExclusive(async () => {
    console.log(`${name} moors`);
    await sleep(hours / 10);
    console.log(`${name} sails`);
  });
}

if (import.meta.main) {
  const berths = new Semaphore(2);
  const ships = { Alma: 12, Berta: 7, Cora: 10, Dora: 5, Edda: 8 };
  const processes = Object.entries(ships).map(
    ([name, hours]) => new Process({ target: unload, args: [berths, hours], name }),
  );
  for (const process of processes) process.start();
  for (const process of processes) await process.join();
  console.log(`free berths: ${await berths.getValue()}`);
}
