// Lets processes wait until something is true of what they share: that there is a plate on the table.
// In the tree: three guests wait for the condition. The cook serves one plate, which one of them gets, then two.
import { Condition, currentProcess, Process, Value } from 'multiprocessing-ts';

const sleep = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));

async function eat(table: Condition, plates: Value) {
  const { name } = currentProcess();
  await table.runExclusive(async () => {
    console.log(`${name}: is hungry`);
    await table.waitFor(async () => (await plates.get()) > 0);
    await plates.add(-1);
    console.log(`${name}: eats`);
  });
}

if (import.meta.main) {
  const table = new Condition();
  const plates = Value('i', 0);
  const guests = ['Ada', 'Bo', 'Cleo'].map((name) => new Process({ target: eat, args: [table, plates], name }));
  for (const guest of guests) guest.start();
  for (const course of [1, 2]) {
    await sleep(1);
    await table.runExclusive(async () => {
      console.log(`cook: serves ${course}`);
      await plates.add(course);
      await table.notifyAll();
    });
  }
  for (const guest of guests) await guest.join();
  console.log(`plates left: ${await plates.get()}`);
}
