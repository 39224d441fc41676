// What a Node has that does nothing but stay: the floor for resident.mjs.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const child = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 60_000);'], { stdio: 'ignore' });
console.log(`pids ${process.pid} ${child.pid}`);
await once(process.stdin.resume(), 'end');
child.kill();
