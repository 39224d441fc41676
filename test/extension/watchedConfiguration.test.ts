import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeOf, watchedConfiguration } from '../../src/extension/debug/watchedConfiguration.ts';

const options = { monitor: '/tmp/m.sock?token=00', dist: '/ext/dist', withLoader: true };

test('a launch gets the monitor’s address and the loader, and keeps what it has', () => {
  const launch = { env: { MODE: 'dev' }, runtimeArgs: ['--max-old-space-size=64'], skipFiles: ['<node_internals>/**'] };
  assert.deepEqual(watchedConfiguration(launch, options), {
    env: { MODE: 'dev', MULTIPROCESSING_MONITOR: '/tmp/m.sock?token=00' },
    skipFiles: ['<node_internals>/**', '/ext/dist/**', '**/node_modules/multiprocessing-ts/dist/**'],
    runtimeArgs: ['--max-old-space-size=64', '--import', 'file:///ext/dist/register.cjs'],
    enableContentValidation: false,
  });
});

test('what the user has set for the monitor stays, and without the loader the arguments stay as they are', () => {
  const launch = { env: { MULTIPROCESSING_MONITOR: 'mine' } };
  const watched = watchedConfiguration(launch, { ...options, withLoader: false });
  assert.deepEqual(watched.env, launch.env);
  assert.equal('runtimeArgs' in watched, false);
  assert.equal(watched.enableContentValidation, false); // what the library starts has the loader
});

test('only what Node alone runs as a script can have the loader', () => {
  const program = '/home/ann/work.ts';
  assert.equal(nodeOf({ program }), 'node');
  assert.equal(nodeOf({ program, runtimeExecutable: '/opt/node/bin/node' }), '/opt/node/bin/node');
  assert.equal(nodeOf({ program, runtimeExecutable: 'C:\\node\\node.exe' }), 'C:\\node\\node.exe');
  assert.equal(nodeOf({ runtimeExecutable: 'npm', runtimeArgs: ['start'] }), null);
  assert.equal(nodeOf({ program, runtimeExecutable: 'tsx' }), null);
  assert.equal(nodeOf({ program, runtimeExecutable: './start.sh' }), null);
});

test('a program that is compiled in another way is left to it', () => {
  const program = '/home/ann/work.ts';
  for (const runtimeArgs of [
    ['--import', 'tsx'],
    ['-r', 'ts-node/register'],
    ['--loader', './mine.mjs'],
    ['--import=tsx/esm'],
  ]) {
    assert.equal(nodeOf({ program, runtimeArgs }), null, runtimeArgs.join(' '));
  }
  assert.equal(nodeOf({ program, env: { NODE_OPTIONS: '--import @swc-node/register' } }), null);
  assert.equal(nodeOf({ program, runtimeArgs: ['-r', 'dotenv/config', '--enable-source-maps'] }), 'node');
});
