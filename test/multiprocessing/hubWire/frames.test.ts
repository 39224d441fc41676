/** Frames, and large ones in parts, however the bytes are cut on their way. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import {
  BEGIN_BYTES,
  FrameReader,
  HEADER_BYTES,
  Op,
  writeHeader,
  type Frame,
} from '../../../src/multiprocessing/hubWire/frames.ts';
import { PartReader } from '../../../src/multiprocessing/hubWire/partReader.ts';
import { forSeeds, type Chance } from '../../helpers/chance.ts';

it('what is written as frames is read as the same frames, wherever the bytes are cut', () => {
  forSeeds(200, (chance) => {
    const sent = Array.from({ length: chance.below(20) }, () => randomFrame(chance));
    const read: Frame[] = [];
    const reader = new FrameReader((frame) => read.push({ ...frame, payload: Buffer.from(frame.payload) }));
    for (const chunk of cut(Buffer.concat(sent.map(bytesOf)), chance)) reader.read(chunk);
    assert.deepEqual(read, sent);
  });
});

it('a frame that is too short or too long is refused before it is waited for', () => {
  for (const length of [0, 1, HEADER_BYTES - 5, 1024 * 1024 + 1, 2 ** 31, 2 ** 32 - 1]) {
    const head = Buffer.alloc(4);
    head.writeUInt32LE(length);
    const reader = new FrameReader(() => assert.fail('nothing was sent'));
    reader.read(head.subarray(0, 3));
    assert.throws(() => reader.read(head.subarray(3)), { name: 'FrameError' }, String(length));
  }
});

it('large payloads whose parts come mixed are put together, each as it was', () => {
  forSeeds(100, (chance) => {
    const sent = Array.from({ length: 1 + chance.below(8) }, (_, i) => ({ ...randomFrame(chance), request: i }));
    const read: Frame[] = [];
    const reader = new PartReader(({ op, object, request, payload }) => read.push({ op, object, request, payload }));
    const unsent = sent.map((frame, stream) => [begin(frame, stream), ...parts(frame, stream, chance)]);
    while (unsent.some((frames) => frames.length > 0)) {
      const next = chance.of(unsent.filter((frames) => frames.length > 0)).shift();
      if (next !== undefined) reader.read(next);
    }
    assert.deepEqual(
      read.toSorted((a, b) => a.request - b.request),
      sent,
    );
  });
});

it('parts of nothing, of more than was said, and of impossible sizes are refused', () => {
  const frame = { op: Op.data, object: 5, request: 1, payload: Buffer.from('abc') };
  const refused = (...frames: Frame[]): void => {
    const reader = new PartReader(() => {});
    for (const good of frames.slice(0, -1)) reader.read(good);
    assert.throws(() => reader.read(frames.at(-1) as Frame), { name: 'FrameError' });
  };
  const part = { op: Op.part, object: 5, request: 7, payload: Buffer.from('abcd') };
  refused(part);
  refused(begin(frame, 7), part);
  refused(begin(frame, 7), begin(frame, 7));
  refused({ ...begin(frame, 7), payload: Buffer.alloc(BEGIN_BYTES - 1) });
  for (const length of [-1, NaN, Infinity, 2 ** 31 + 1, 2 ** 53]) {
    const claim = begin(frame, 7);
    claim.payload.writeDoubleLE(length, 5);
    refused(claim);
  }
});

it('nobody can begin so many large payloads that the memory is used up', () => {
  const reader = new PartReader(() => {});
  const frame = { op: Op.data, object: 5, request: 1, payload: Buffer.from('abc') };
  assert.throws(
    () => {
      for (let stream = 0; stream < 100_000; stream++) reader.read(begin(frame, stream));
    },
    { name: 'FrameError' },
  );
});

function randomFrame(chance: Chance): Frame {
  const payload = chance.bytes(chance.of([0, 1, 5, 50, 500]) + chance.below(3));
  return { op: chance.below(256), object: chance.below(2 ** 32) * 2 ** 20, request: chance.below(2 ** 32), payload };
}

function bytesOf({ op, object, request, payload }: Frame): Buffer {
  const bytes = Buffer.alloc(HEADER_BYTES + payload.length);
  payload.copy(bytes, writeHeader(bytes, 0, op, object, request, payload.length));
  return bytes;
}

function cut(bytes: Buffer, chance: Chance): Buffer[] {
  const chunks: Buffer[] = [];
  const most = chance.of([1, 3, 20, 1_000]);
  for (let start = 0; start < bytes.length;) {
    const end = start + 1 + chance.below(most);
    chunks.push(bytes.subarray(start, end));
    start = end;
  }
  return chunks;
}

function begin({ op, object, request, payload }: Frame, stream: number): Frame {
  const head = Buffer.alloc(BEGIN_BYTES);
  head[0] = op;
  head.writeUInt32LE(request, 1);
  head.writeDoubleLE(payload.length, 5);
  return { op: Op.begin, object, request: stream, payload: head };
}

function parts({ object, payload }: Frame, stream: number, chance: Chance): Frame[] {
  const chunks = payload.length === 0 ? [payload] : cut(payload, chance);
  return chunks.map((chunk) => ({ op: Op.part, object, request: stream, payload: chunk }));
}
