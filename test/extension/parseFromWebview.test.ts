import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseFromWebview } from '../../src/extension/parseFromWebview.ts';

describe('parseFromWebview', () => {
  const good = [
    { type: 'ready' },
    { type: 'runCurrentFile' },
    { type: 'openExample' },
    { type: 'manageTrust' },
    { type: 'openNodePath' },
    { type: 'clearEnded' },
    { type: 'closeRecording' },
    { type: 'watchLives', watch: true },
    { type: 'colours', colours: { running: '#89d185', grid: 'rgba(1, 2, 3, 0.5)', text: 'CanvasText' } },
    { type: 'command', command: 'join', id: 'a' },
    { type: 'open', url: 'file:///a.ts', line: 1, column: 2 },
    { type: 'selection', id: null },
    { type: 'selection', id: 'a' },
    { type: 'selection', id: 'a', others: ['b'] },
    { type: 'command', command: 'kill', id: 'a', others: ['b', 'c'] },
    { type: 'focused', id: 'a' },
    { type: 'focused', id: null },
  ];
  for (const message of good) {
    it(`takes ${JSON.stringify(message)}, and only its own fields`, () => {
      assert.deepEqual(parseFromWebview({ ...message, more: 1 }), message);
    });
  }

  it('takes only colours for colours', () => {
    const colours = { a: '"><script>', b: 7, c: 'url(x); d:e', d: 'x'.repeat(99), e: '#fff' };
    assert.deepEqual(parseFromWebview({ type: 'colours', colours }), { type: 'colours', colours: { e: '#fff' } });
  });

  it('takes only texts for the other rows', () => {
    const others = [7, 'b', null];
    assert.deepEqual(parseFromWebview({ type: 'selection', id: 'a', others }), {
      type: 'selection',
      id: 'a',
      others: ['b'],
    });
    assert.deepEqual(parseFromWebview({ type: 'selection', id: 'a', others: 'b' }), { type: 'selection', id: 'a' });
  });

  const bad = [
    null,
    undefined,
    'ready',
    7,
    {},
    { type: 'constructor' },
    { type: 'command', command: 'rm', id: 'a' },
    { type: 'command', command: 'join' },
    { type: 'command', command: 'toString', id: 'a' },
    { type: 'open', url: 'https://example.org', line: 1, column: 1 },
    { type: 'open', url: 'command:x', line: 1, column: 1 },
    { type: 'open', url: 'file:///a.ts', line: 0, column: 1 },
    { type: 'open', url: 'file:///a.ts', line: '1', column: 1 },
    { type: 'selection' },
    { type: 'colours' },
    { type: 'selection', id: 7 },
  ];
  for (const message of bad) {
    it(`refuses ${JSON.stringify(message)}`, () => assert.equal(parseFromWebview(message), null));
  }
});
