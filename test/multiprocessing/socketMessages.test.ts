/** How the messages of a connection over a socket are cut from what comes. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { MessageReader } from '../../src/multiprocessing/socketMessages.ts';
import { forSeeds } from '../helpers/chance.ts';

function framed(content: string): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt32LE(content.length);
  return Buffer.concat([head, Buffer.from(content)]);
}

it('messages come whole, wherever the stream is cut', () =>
  forSeeds(50, (chance) => {
    const contents = Array.from({ length: 20 }, (_, i) => String(i).repeat(1 + chance.below(200)));
    const stream = Buffer.concat(contents.map(framed));
    const read: string[] = [];
    const reader = new MessageReader((message) => read.push(message.toString()));
    for (let offset = 0; offset < stream.length;) {
      const end = offset + 1 + chance.below(300);
      reader.read(stream.subarray(offset, end));
      offset = end;
    }
    assert.deepEqual(read, contents);
    assert.equal(reader.isInside, false);
  }));

it('a length that cannot be is refused before anything of it has come', () => {
  const reader = new MessageReader(() => assert.fail('there is no message'));
  reader.limit = 10;
  assert.throws(() => reader.read(Buffer.from([11, 0, 0, 0])), /bad message length/);
  const other = new MessageReader(() => assert.fail('there is no message'));
  assert.throws(() => other.read(Buffer.from([0, 0, 0, 0])), /bad message length/);
  const third = new MessageReader(() => assert.fail('there is no message'));
  third.read(Buffer.from([255, 255, 255, 127, 1]));
  assert.equal(third.isInside, true);
});

it('the limit may change from one message to the next', () => {
  const read: string[] = [];
  const reader = new MessageReader((message) => {
    read.push(message.toString());
    reader.limit = 100;
  });
  reader.limit = 3;
  reader.read(Buffer.concat([framed('abc'), framed('abcdef')]));
  assert.deepEqual(read, ['abc', 'abcdef']);
});
