// Gives some processes a name and leaves others their default one.
// In the tree: 'delivery' was named when it was made, 'front desk' before it was started. The others count: Process-2 is
// the second Process object that the program made, and Process-2:1 the first of Process-2.
import { currentProcess, Process } from 'multiprocessing-ts';

const sleep = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));

async function open(seconds: number) {
  const { name } = currentProcess();
  console.log(`${name} opens`);
  await sleep(seconds);
  console.log(`${name} closes`);
}

async function openBranch(seconds: number) {
  const branch = new Process({ target: open, args: [seconds] });
  branch.start();
  await branch.join();
  console.log(`${currentProcess().name} has seen ${branch.name} close`);
}

if (import.meta.main) {
  const delivery = new Process({ target: open, args: [1], name: 'delivery' });
  const headquarters = new Process({ target: openBranch, args: [1.5] });
  const frontDesk = new Process({ target: open, args: [2] });
  frontDesk.name = 'front desk';
  for (const process of [delivery, headquarters, frontDesk]) process.start();
  console.log(`this is ${currentProcess().name}`);
}
