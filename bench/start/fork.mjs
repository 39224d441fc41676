// Node's own child_process.fork.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { drive } from './drive.mjs';
import { inBench } from '../inBench.mjs';

await drive((mode, startedAt) =>
  once(
    mode === 'first' ? fork(inBench('start', 'forked.mjs'), [startedAt]) : fork(inBench('start', 'empty.mjs')),
    'exit',
  ),
);
