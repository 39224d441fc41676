import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TerminalDecoder, TerminalOutput } from '../../src/extension/terminalOutput.ts';

const decode = (...chunks: (string | Buffer)[]) => {
  const decoder = new TerminalDecoder();
  return chunks.map((chunk) => decoder.decode(Buffer.from(chunk))).join('');
};

describe('TerminalDecoder', () => {
  it('returns the carriage at each line end, once', () => {
    assert.equal(decode('a\nb\r\nc\n\nd\r'), 'a\r\nb\r\nc\r\n\r\nd\r');
  });

  it('knows a line end that is cut in two', () => {
    assert.equal(decode('a\r', '\nb\r', 'c\n', '\nd'), 'a\r\nb\rc\r\n\r\nd');
  });

  it('knows a line end that is cut in two where nothing follows', () => {
    assert.equal(decode('a\r', '\n'), 'a\r\n');
  });

  it('puts characters together that are cut in two', () => {
    const [euro, rest] = [Buffer.from('€').subarray(0, 2), Buffer.from('€').subarray(2)];
    assert.equal(decode('a', euro, rest, '\n'), 'a€\r\n');
    assert.equal(decode('a\r', euro, rest), 'a\r€');
  });

  it('passes colours on', () => {
    assert.equal(decode('\u001b[32mgreen\u001b[0m\n'), '\u001b[32mgreen\u001b[0m\r\n');
  });
});

describe('TerminalOutput', () => {
  it('keeps what is written until it is open', () => {
    const output = new TerminalOutput();
    let shown = '';
    output.write('a');
    output.write('b');
    output.open((text) => (shown += text));
    output.write('c');
    assert.equal(shown, 'abc');
  });

  it('keeps the newest, and says so', () => {
    const output = new TerminalOutput();
    for (let i = 0; i < 30; i++) output.write(String.fromCharCode(65 + i).repeat(100_000));
    let shown = '';
    output.open((text) => (shown += text));
    assert.match(shown, /earlier output was not kept/);
    assert.ok(shown.length < 1_200_000);
    assert.ok(!shown.includes('A'.repeat(100)));
    assert.ok(shown.endsWith(String.fromCharCode(65 + 29).repeat(100_000)));
  });
});
