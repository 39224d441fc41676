import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { ArgumentsError, splitArguments } from '../../src/extension/splitArguments.ts';

describe('splitArguments', () => {
  const lines = [
    '',
    '   ',
    'a b  c',
    `--name "two words" 'it is'`,
    String.raw`a\ b "c \"d\" \\ \n" 'e\f'`,
    `""  '' x""y`,
    `pre"fix "'ed'`,
    'tab\tseparates',
  ];
  for (const line of lines) {
    it(`splits ${JSON.stringify(line)} as a shell does`, { skip: process.platform === 'win32' && 'no sh' }, () => {
      const print = 'printf "%s\\0" "$@"';
      const expected = execFileSync('sh', ['-c', `set -- ${line}\n[ $# = 0 ] || ${print}`], { encoding: 'utf8' });
      assert.deepEqual(splitArguments(line), expected.split('\0').slice(0, -1));
    });
  }

  it('expands nothing', () => {
    assert.deepEqual(splitArguments('$HOME *.ts `date` ~ {a,b} #c'), ['$HOME', '*.ts', '`date`', '~', '{a,b}', '#c']);
  });

  it('says what is not closed', () => {
    for (const [line, reason] of [
      ['a "b', /double quote/],
      ["a 'b", /single quote/],
      ['a\\', /backslash/],
    ] as const) {
      assert.throws(
        () => splitArguments(line),
        (error) => error instanceof ArgumentsError && reason.test(error.message),
      );
    }
  });
});
