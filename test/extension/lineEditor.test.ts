import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LineEditor } from '../../src/extension/lineEditor.ts';

/** What a run of keys leaves on the screen (one line, as a terminal shows it) and asks for. */
function type(...keys: string[]) {
  const editor = new LineEditor();
  let echo = '';
  const actions = [];
  for (const key of keys) {
    const edit = editor.type(key);
    echo += edit.echo;
    actions.push(...edit.actions);
  }
  return { echo, actions };
}

const input = (text: string) => ({ type: 'input', text });

describe('LineEditor', () => {
  it('echoes keys and sends a line with Enter', () => {
    assert.deepEqual(type('h', 'i', '\r'), { echo: 'hi\r\n', actions: [input('hi\n')] });
  });

  it('erases a character with Backspace, and nothing beyond the start', () => {
    assert.deepEqual(type('a', 'b', '\u007f', '\r'), { echo: 'ab\b \b\r\n', actions: [input('a\n')] });
    assert.deepEqual(type('\u007f', '\b', '\r'), { echo: '\r\n', actions: [input('\n')] });
  });

  it('erases as many columns as a character has', () => {
    assert.equal(type('漢', '\u007f').echo, '漢\b \b\b \b');
    assert.equal(type('👍', '\u007f').echo, '👍\b \b\b \b');
    assert.deepEqual(type('👍', 'x', '\u007f', '\r').actions, [input('👍\n')]);
  });

  it('erases a word with Ctrl-W and the line with Ctrl-U', () => {
    assert.deepEqual(type('one two  ', '\u0017', '\r').actions, [input('one \n')]);
    assert.deepEqual(type('one 👍👍', '\u0017', '\r').actions, [input('one \n')]);
    assert.deepEqual(type('one two', '\u0015', 'x', '\r').actions, [input('x\n')]);
  });

  it('takes a paste of several lines, whatever ends them', () => {
    assert.deepEqual(type('a\nb\r\nc\rd').actions, [input('a\n'), input('b\n'), input('c\n')]);
    assert.deepEqual(type('\u001b[200~pasted\u001b[201~', '\r').actions, [input('pasted\n')]);
  });

  it('ignores keys that are not text', () => {
    assert.deepEqual(type('\u001b[A', '\u001b[1;5C', '\u001bOP', '\u001b', '\u0001', 'x', '\r').actions, [
      input('x\n'),
    ]);
  });

  it('interrupts with Ctrl-C and forgets the line', () => {
    assert.deepEqual(type('abc', '\u0003', 'd', '\r'), {
      echo: 'abc^C\r\nd\r\n',
      actions: [{ type: 'interrupt' }, input('d\n')],
    });
  });

  it('ends the input with Ctrl-D on an empty line, and sends what is there otherwise', () => {
    assert.deepEqual(type('\u0004').actions, [{ type: 'end' }]);
    assert.deepEqual(type('ab', '\u0004', '\u0004').actions, [input('ab'), { type: 'end' }]);
  });
});
