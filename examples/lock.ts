// Lets only one process at a time have the stage: the lines of two poems are never mixed.
// In the tree: two of the three wait for the lock, and its holder is named. Terminate the one that recites: the lock goes
// to the next.
import { currentProcess, Lock, Process } from 'multiprocessing-ts';

const sleep = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));

async function recite(stage: Lock, poem: readonly string[]) {
  const { name } = currentProcess();
  await stage.runExclusive(async () => {
    for (const line of poem) {
      await sleep(0.3);
      console.log(`${name}: ${line}`);
    }
  });
}

if (import.meta.main) {
  const stage = new Lock();
  const poems = {
    frog: ['the old pond', 'a leap', 'the sound of water'],
    crow: ['a bare branch', 'a crow has settled', 'autumn evening'],
    snail: ['slowly', 'up the mountain', 'slowly'],
  };
  const poets = Object.entries(poems).map(([name, poem]) => new Process({ target: recite, args: [stage, poem], name }));
  for (const poet of poets) poet.start();
  for (const poet of poets) await poet.join();
  console.log('the stage is empty');
}
