// Lets the library log what it does to standard error.
// In the terminal: lines from the program and from its process, each with its level and the name of the process. With
// DEBUG instead of INFO there are more of them.
import { getLogger, INFO, logToStderr, Process } from 'multiprocessing-ts';

const sleep = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));

async function press(grapes: string) {
  getLogger().warning(`pressing ${grapes}`);
  await sleep(1);
  console.log(`the ${grapes} are pressed`);
}

if (import.meta.main) {
  logToStderr();
  getLogger().setLevel(INFO);
  const winery = new Process({ target: press, args: ['grapes'], name: 'winery' });
  winery.start();
  await winery.join();
}
