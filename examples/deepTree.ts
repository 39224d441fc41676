// Runs an observatory for a minute: processes that start processes, three levels deep.
// In the tree: look for the daemons, for exposures that come and go, for 'calibration', which fails half-way, and for
// 'autofocus', which its parent terminates. End some yourself and see what becomes of their children.
// A number as argument (Run Script…) is how many seconds the night takes.
import { currentProcess, Process } from 'multiprocessing-ts';

/** The argument is the same in all processes of the program. */
const night = Number(process.argv[2] ?? 60);
const part = (fraction: number) => new Promise<void>((resolve) => setTimeout(resolve, night * fraction * 1000));

function say(what: string) {
  console.log(`${currentProcess().name}: ${what}`);
}

async function wait(fraction: number) {
  await part(fraction);
}

async function dome() {
  const shutter = new Process({ target: wait, args: [0.8], name: 'shutter' });
  const tracker = new Process({ target: wait, args: [10], name: 'tracker', daemon: true });
  shutter.start();
  tracker.start();
  await shutter.join();
  say(`the shutter is closed, the tracker runs: ${tracker.isAlive()}`);
}

async function camera() {
  const autofocus = new Process({ target: wait, args: [10], name: 'autofocus' });
  autofocus.start();
  for (const number of [1, 2, 3]) {
    const exposure = new Process({ target: wait, args: [0.2], name: `exposure ${number}` });
    exposure.start();
    await exposure.join();
    say(`${exposure.name} ended with ${exposure.exitcode}`);
  }
  autofocus.terminate();
  await autofocus.join();
  say(`autofocus ended with ${autofocus.exitcode}`);
}

async function calibrate() {
  await part(0.4);
  throw new Error('frame 7 is overexposed');
}

async function stack(layers: number) {
  const children = Array.from({ length: layers }, () => new Process({ target: wait, args: [0.5] }));
  for (const child of children) child.start();
  for (const child of children) await child.join();
  say(`${children.map((child) => child.name).join(' and ')} are done`);
}

async function pipeline() {
  const calibration = new Process({ target: calibrate, name: 'calibration' });
  const stacking = new Process({ target: stack, args: [2], name: 'stacking' });
  calibration.start();
  stacking.start();
  await calibration.join();
  say(`calibration ended with ${calibration.exitcode}`);
  await stacking.join();
}

async function main() {
  new Process({ target: wait, args: [10], name: 'weather', daemon: true }).start();
  const crew = [
    new Process({ target: dome, name: 'dome' }),
    new Process({ target: camera, name: 'camera' }),
    new Process({ target: pipeline, name: 'pipeline' }),
  ];
  for (const each of crew) each.start();
  for (const each of crew) await each.join();
  say(`the night is over: ${crew.map((each) => `${each.name} ${each.exitcode}`).join(', ')}`);
}

if (import.meta.main) await main();
