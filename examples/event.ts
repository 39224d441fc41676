// Lets two processes wait for the same event: one until it happens, one for a second at most.
// In the tree: both wait. 'hasty' gives up and ends; 'patient' goes on when the program opens the gate.
import { currentProcess, Event, Process } from 'multiprocessing-ts';

const sleep = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));

async function wait(gate: Event, seconds: number | null) {
  const { name } = currentProcess();
  console.log(`${name}: waits at the gate`);
  const isOpen = await gate.wait(seconds);
  console.log(`${name}: is the gate open? ${isOpen}`);
}

if (import.meta.main) {
  const gate = new Event();
  new Process({ target: wait, args: [gate, null], name: 'patient' }).start();
  new Process({ target: wait, args: [gate, 1], name: 'hasty' }).start();
  await sleep(3);
  console.log('main: opens the gate');
  await gate.set();
}
