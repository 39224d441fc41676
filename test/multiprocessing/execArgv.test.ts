import assert from 'node:assert/strict';
import { it } from 'node:test';
import { childExecArgv } from '../../src/multiprocessing/execArgv.ts';

const cases: [string, string[], string[]][] = [
  [
    'keeps what changes how a program runs',
    ['--max-old-space-size=64', '--conditions', 'dev'],
    ['--max-old-space-size=64', '--conditions', 'dev'],
  ],
  [
    'drops the loader, which a child has by itself',
    ['--import', 'multiprocessing-ts/register', '-r', './dist/register.cjs'],
    ['-r', './dist/register.cjs'],
  ],
  ['drops what the program is', ['-e', 'code', '--input-type=module', '--test', '--no-warnings'], ['--no-warnings']],
  [
    'gives a debugger a port of its own',
    ['--inspect=127.0.0.1:9229', '--inspect-brk'],
    ['--inspect=127.0.0.1:0', '--inspect-brk=0'],
  ],
];
for (const [name, given, expected] of cases)
  it(name, () => assert.deepEqual(childExecArgv(given, '/own/dist'), expected));
