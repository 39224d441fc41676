// Starts four processes, each with arguments of its own.
// In the tree: four rows appear below the program and end one after the other. Nobody joins them, yet the program is
// the last to end: a process waits for its children before it exits.
import { Process } from 'multiprocessing-ts';

const sleep = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));

async function bake(loaf: string, minutes: number) {
  await sleep(minutes / 10);
  console.log(`${loaf}: out of the oven after ${minutes} minutes`);
}

if (import.meta.main) {
  const orders: [loaf: string, minutes: number][] = [
    ['rye', 20],
    ['rolls', 8],
    ['baguette', 12],
    ['sourdough', 16],
  ];
  for (const order of orders) new Process({ target: bake, args: order }).start();
  console.log(`${orders.length} orders are in the oven`);
}
