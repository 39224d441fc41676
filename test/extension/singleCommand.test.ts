import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isSingleCommand, mayHaveStarted } from '../../src/extension/singleCommand.ts';

describe('a command line', () => {
  for (const single of [
    'python3 x.py',
    './x.py --name "a; b | c" \'d & e\'',
    'python3 x.py a\\;b > out.txt 2>&1 < in.txt',
    'PORT=1 python3 -m pkg.tool &> log',
  ])
    it(`of one program: ${single}`, () => assert.equal(isSingleCommand(single), true));

  for (const several of [
    '',
    'python3 x.py | tee log',
    'python3 x.py; true',
    'python3 x.py && true',
    'python3 x.py || true',
    'python3 x.py &',
    '(python3 x.py)',
    '! python3 x.py',
    'python3 x.py\ntrue',
    'echo `python3 x.py`',
    'echo "a" $(python3 x.py)',
  ])
    it(`of several, or none: ${JSON.stringify(several)}`, () => assert.equal(isSingleCommand(several), false));

  it('has the name of what it starts', () => {
    assert.equal(mayHaveStarted('python3 src/x.py 3', '/work/src/x.py'), true);
    assert.equal(mayHaveStarted('python3 -m pkg.tool', '/work/pkg/tool.py'), true);
    assert.equal(mayHaveStarted('python3 -m pkg', '/work/pkg/__main__.py'), true);
    assert.equal(mayHaveStarted('python3 -c "..."', null), true);
    assert.equal(mayHaveStarted('true', '/work/src/x.py'), false);
    assert.equal(mayHaveStarted('true', null), false);
  });
});
