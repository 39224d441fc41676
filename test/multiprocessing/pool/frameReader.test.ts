import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BYTES, LATIN1 } from '../../../src/multiprocessing/itemKinds.ts';
import { Answer, itemOffset, Say } from '../../../src/multiprocessing/pool/frameKinds.ts';
import { FrameReader, type Frame } from '../../../src/multiprocessing/pool/frameReader.ts';

const sizes = [0, 3, 100_000, 40_000, 31, 1_000_000, 10];

/** A frame of that kind whose item has so many bytes. */
function frame(kind: number, itemKind: number, bytes: number): Buffer {
  const head = Buffer.alloc(4 + itemOffset(kind) + 1);
  head.writeUInt32LE(head.length - 4 + bytes);
  head[4] = kind;
  head[head.length - 1] = itemKind;
  return Buffer.concat([head, Buffer.alloc(bytes, kind + itemKind)]);
}

const note = Buffer.from([5, 0, 0, 0, Say.drop, 1, 0, 0, 0]);
const sent = sizes.flatMap((size) => [
  frame(Say.task, BYTES, size),
  note,
  frame(Answer.result, LATIN1, size),
  frame(Answer.result, BYTES, size),
]);

function received(pieceBytes: number): Frame[] {
  const frames: Frame[] = [];
  const reader = new FrameReader((one) => frames.push(one));
  const bytes = Buffer.concat(sent);
  for (let offset = 0; offset < bytes.length; offset += pieceBytes)
    reader.read(Buffer.from(bytes.subarray(offset, offset + pieceBytes)));
  return frames;
}

for (const pieceBytes of [1, 7, 33, 1_000, 65_536, 10_000_000]) {
  test(`frames are whole, however they come: in pieces of ${pieceBytes}`, () => {
    const whole = received(pieceBytes).map(({ bytes, content }) => Buffer.concat([bytes, content ?? Buffer.alloc(0)]));
    assert.equal(whole.length, sent.length);
    for (const [i, bytes] of whole.entries()) assert.equal(Buffer.compare(bytes, sent[i]?.subarray(4) as Buffer), 0);
  });
}

test('the bytes of a large item are alone in their memory, and those of other items are not', () => {
  const contents = received(20_000).flatMap(({ content }) => content ?? []);
  assert.deepEqual(contents.map(({ length }) => length), [100_000, 100_000, 40_000, 40_000, 1_000_000, 1_000_000]); // prettier-ignore
  for (const content of contents) assert.equal(content.buffer.byteLength, content.length);
});
