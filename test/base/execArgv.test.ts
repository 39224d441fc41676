import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutLoaderFlags } from '../../src/base/execArgv.ts';

test('drops the loader, however it is named', () => {
  for (const loader of [
    'multiprocessing-ts/register',
    'file:///home/me/.vscode/extensions/x/dist/register.cjs',
    '/opt/multiprocessing-ts/dist/register.cjs',
    'C:\\x\\dist\\register.cjs',
    './node_modules/multiprocessing-ts/dist/register.cjs',
    'file:///x/dist/register.cjs?again',
  ]) {
    for (const flags of [
      ['--import', loader],
      [`--import=${loader}`],
      ['--require', loader],
      [`--require=${loader}`],
      ['-r', loader],
    ]) {
      assert.deepEqual(withoutLoaderFlags(['--inspect=0', ...flags, '--title', 'x']), ['--inspect=0', '--title', 'x']);
    }
  }
});

test('keeps what is not the loader', () => {
  const others = [
    '--import',
    'tsx',
    '--import=other/register',
    '-r',
    './my-multiprocessing-ts/registers',
    '--require',
    'dist/register.cjs.map',
    '--conditions',
    'multiprocessing-ts/register',
    '--import',
  ];
  assert.deepEqual(withoutLoaderFlags(others), others);
  assert.deepEqual(withoutLoaderFlags([]), []);
});
