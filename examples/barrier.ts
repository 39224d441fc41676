// Lets three processes go on together, twice: the train leaves when all are on the platform.
// In the tree: who waits at the barrier, until the last one comes.
import { Barrier, currentProcess, Process } from 'multiprocessing-ts';

const sleep = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));

function whistle() {
  console.log('the train leaves');
}

async function travel(platform: Barrier, minutes: number) {
  const { name } = currentProcess();
  for (const stop of ['mountain', 'sea']) {
    await sleep(minutes / 10);
    console.log(`${name}: is ready for the ${stop}`);
    await platform.wait();
  }
  console.log(`${name}: has arrived`);
}

if (import.meta.main) {
  const platform = new Barrier(3, whistle);
  const travellers = Object.entries({ Uwe: 3, Vera: 9, Wim: 6 }).map(
    ([name, minutes]) => new Process({ target: travel, args: [platform, minutes], name }),
  );
  for (const traveller of travellers) traveller.start();
  for (const traveller of travellers) await traveller.join();
}
