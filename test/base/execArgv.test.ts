import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutLoaderFlags } from '../../src/base/execArgv.ts';

const waysToLoad = (file: string) => [
  ['--import', file],
  [`--import=${file}`],
  ['--require', file],
  [`--require=${file}`],
  ['-r', file],
];

test('drops the loader, however it is named', () => {
  for (const [loader, folder] of [
    ['multiprocessing-ts/register', '/own/dist'],
    ['./node_modules/multiprocessing-ts/dist/register.cjs', '/own/dist'],
    ['C:\\x\\node_modules\\multiprocessing-ts\\dist\\register.cjs', '/own/dist'],
    ['file:///home/me/.vscode/extensions/pub.multiprocessing-ts-1.2.3/dist/register.cjs', '/own/dist'],
    ['/home/me/extensions/pub.multiprocessing-ts-1.2.3-universal/dist/register.cjs', '/own/dist'],
    ['/own/dist/register.cjs', '/own/dist'],
    ['file:///with%20space/dist/register.cjs?again', '/with space/dist'],
    ['file:///c:/own/dist/register.cjs', 'C:\\own\\dist'],
    ['C:\\own\\dist\\register.cjs', 'C:\\own\\dist'],
  ] as const) {
    for (const flags of waysToLoad(loader)) {
      const kept = withoutLoaderFlags(['--inspect=0', ...flags, '--title', 'x'], folder);
      assert.deepEqual(kept, ['--inspect=0', '--title', 'x'], `${flags.join(' ')} in ${folder}`);
    }
  }
});

test('keeps the preloads of users, whatever they are called', () => {
  for (const preload of [
    '/home/me/project/dist/register.cjs',
    './dist/register.cjs',
    'file:///home/me/project/dist/register.cjs',
    './node_modules/other/dist/register.cjs',
    './node_modules/my-multiprocessing-ts/dist/register.cjs',
    '/home/me/extensions/pub.my-multiprocessing-ts-tools-1.2.3/dist/register.cjs',
    '/own/dist/sub/register.cjs',
    'other/multiprocessing-ts/register',
    'data:text/javascript,1',
    'file:///100%/dist/register.cjs',
  ]) {
    for (const flags of waysToLoad(preload)) assert.deepEqual(withoutLoaderFlags(flags, '/own/dist'), flags);
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
  assert.deepEqual(withoutLoaderFlags(others, '/own/dist'), others);
  assert.deepEqual(withoutLoaderFlags([], '/own/dist'), []);
});
