// The floor: a Node process that does nothing, from spawn to exit.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { inBench } from '../inBench.mjs';
import { drive } from './drive.mjs';

await drive(() => once(spawn(process.execPath, [inBench('start', 'empty.mjs')], { stdio: 'inherit' }), 'exit'));
