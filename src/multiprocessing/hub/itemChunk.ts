/** Items that have come together, as bytes: taken from the front, in any number, without being looked into. */
export class ItemChunk {
  readonly #bytes: Buffer;
  #offset: number;
  #count: number;
  /** Of the first item, in the order in which they were put. */
  number = 0;
  /** Objects of the hub that are in each of the items. */
  readonly objects: readonly number[];

  constructor(bytes: Buffer, count: number, objects: readonly number[] = []) {
    this.#bytes = bytes;
    this.#offset = 0;
    this.#count = count;
    this.objects = objects;
  }

  get count(): number {
    return this.#count;
  }

  get lastNumber(): number {
    return this.number + this.#count - 1;
  }

  get bytes(): Buffer {
    return this.#bytes.subarray(this.#offset);
  }

  /** Takes up to `most` items of about `mostBytes` together, but at least one. */
  take(most: number, mostBytes: number): ItemChunk {
    const start = this.#offset;
    let taken = 0;
    while (taken < this.#count && taken < most) {
      const end = this.#offset + 4 + this.#bytes.readUInt32LE(this.#offset);
      if (taken > 0 && end - start > mostBytes) break;
      this.#offset = end;
      taken++;
    }
    this.#count -= taken;
    const chunk = new ItemChunk(this.#bytes.subarray(start, this.#offset), taken, this.objects);
    chunk.number = this.number;
    this.number += taken;
    return chunk;
  }

  /** Whether the bytes are as many items as they are said to be. */
  isWhole(): boolean {
    let offset = 0;
    for (let i = 0; i < this.#count; i++) {
      if (offset + 4 > this.#bytes.length) return false;
      offset += 4 + this.#bytes.readUInt32LE(offset);
    }
    return offset === this.#bytes.length;
  }
}

/** Chunks in their order; items go in at both ends. */
export class ItemChunks {
  #chunks: ItemChunk[] = [];
  #first = 0;
  #count = 0;
  #bytes = 0;

  /** Of items. */
  get count(): number {
    return this.#count;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** The number of the first item; Infinity when there is none. */
  get firstNumber(): number {
    return this.#chunks[this.#first]?.number ?? Infinity;
  }

  push(chunk: ItemChunk): void {
    this.#chunks.push(chunk);
    this.#count += chunk.count;
    this.#bytes += chunk.bytes.length;
  }

  /** Items that were taken, each to where it was among the others. */
  putBack(chunks: readonly ItemChunk[]): void {
    const all = [...chunks, ...this.#chunks.slice(this.#first)];
    const isBefore = (other: ItemChunk | undefined, { number }: ItemChunk): boolean => (other?.number ?? -1) <= number;
    if (!all.every((chunk, i) => isBefore(all[i - 1], chunk))) all.sort((a, b) => a.number - b.number);
    this.#chunks = all;
    this.#first = 0;
    for (const { count, bytes } of chunks) {
      this.#count += count;
      this.#bytes += bytes.length;
    }
  }

  /** Takes items from the front, up to these limits, but at least one if there is one. */
  take(most: number, mostBytes: number): ItemChunk[] {
    const taken: ItemChunk[] = [];
    let left = most;
    let bytesLeft = mostBytes;
    while (left > 0 && this.#count > 0 && (bytesLeft > 0 || taken.length === 0)) {
      const first = this.#chunks[this.#first] as ItemChunk;
      const chunk = first.count <= left && first.bytes.length <= bytesLeft ? first : first.take(left, bytesLeft);
      if (chunk === first || first.count === 0) this.#shift();
      left -= chunk.count;
      bytesLeft -= chunk.bytes.length;
      this.#count -= chunk.count;
      this.#bytes -= chunk.bytes.length;
      taken.push(chunk);
    }
    return taken;
  }

  #shift(): void {
    this.#first++;
    if (this.#first < 64 || this.#first * 2 < this.#chunks.length) return;
    this.#chunks = this.#chunks.slice(this.#first);
    this.#first = 0;
  }
}

export const countOf = (chunks: readonly ItemChunk[]): number => chunks.reduce((sum, { count }) => sum + count, 0);
