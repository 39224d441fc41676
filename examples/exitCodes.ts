// Ends processes in all the ways there are, and prints the exit code of each.
// In the tree: 0 for those that came to their end, the number given to process.exit(), 1 and the error for one that
// failed, and minus the signal's number for those that were ended from outside. Select a row to see its trace.
import { Process } from 'multiprocessing-ts';

const sleep = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));

function comesToItsEnd() {}

function returnsAValue() {
  return 7;
}

function exits(code: number) {
  process.exit(code);
}

function fails() {
  throw new Error('the form has no signature');
}

async function waits() {
  await sleep(60);
}

if (import.meta.main) {
  const processes = [
    new Process({ target: comesToItsEnd, name: 'comes to its end' }),
    new Process({ target: returnsAValue, name: 'returns a value' }),
    new Process({ target: exits, args: [3], name: 'exits' }),
    new Process({ target: fails, name: 'fails' }),
    new Process({ target: waits, name: 'is terminated' }),
    new Process({ target: waits, name: 'is killed' }),
  ];
  for (const each of processes) each.start();
  await sleep(1);
  processes[4]?.terminate();
  processes[5]?.kill();
  for (const each of processes) {
    await each.join();
    console.log(`${each.name.padStart(16)}: ${each.exitcode}`);
  }
}
