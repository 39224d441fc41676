// The floor for Node: sixteen bytes over a bare Unix socket (a named pipe on Windows), unparsed. `wakeUp` in place of a
// kind: after a pause each.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { inBench } from '../inBench.mjs';
import { measureRoundTrips, measureWakeUps } from './measureRoundTrips.mjs';

const folder = process.platform === 'win32' ? String.raw`\\.\pipe` : os.tmpdir();
const address = path.join(folder, `round-trip-${process.pid}`);
const server = createServer().listen(address);
spawn(process.execPath, [inBench('roundTrip', 'socketEcho.mjs'), address], { stdio: 'inherit' });
const [socket] = await once(server, 'connection');
let arrived;
socket.on('data', () => arrived());
await (process.argv[2] === 'wakeUp' ? measureWakeUps : measureRoundTrips)(
  () =>
    new Promise((resolve) => {
      arrived = resolve;
      socket.write('sixteen bytes ..');
    }),
  Number(process.argv[3]),
);
socket.end();
server.close();
