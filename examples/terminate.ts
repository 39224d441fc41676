// Terminates a process, and shows what a Process object says of itself before, during and after.
// In the tree: 'marathon' ends with exit code -15, which stands for SIGTERM. Run the program again and press Terminate
// in its row, before the program does it.
import { Process } from 'multiprocessing-ts';

const sleep = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));

async function run(kilometres: number) {
  await sleep(kilometres);
  console.log('never printed: terminate() comes first');
}

if (import.meta.main) {
  const runner = new Process({ target: run, args: [42], name: 'marathon' });
  console.log(`initial:    ${runner} ${runner.isAlive()}`);
  runner.start();
  console.log(`started:    ${runner} ${runner.isAlive()}`);
  await sleep(2);
  runner.terminate();
  console.log(`terminated: ${runner} ${runner.isAlive()}`);
  await runner.join();
  console.log(`joined:     ${runner} ${runner.isAlive()}`);
}
