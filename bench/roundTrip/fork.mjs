// child_process.fork's own channel, `serialization: 'advanced'`.
import { fork } from 'node:child_process';
import { inBench } from '../inBench.mjs';
import { measureRoundTrips } from './measureRoundTrips.mjs';

const child = fork(inBench('roundTrip', 'forkedEcho.mjs'), { serialization: 'advanced' });
let arrived;
child.on('message', () => arrived());
await measureRoundTrips(
  () =>
    new Promise((resolve) => {
      arrived = resolve;
      child.send(7);
    }),
  Number(process.argv[3]),
);
child.disconnect();
