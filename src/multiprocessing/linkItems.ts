/** Items of a pipe in the order of their numbers: taken one by one from the front, or dropped from there. */
interface Batch {
  /** Items as they travel: `u32 length · kind · content` each. */
  bytes: Buffer;
  offset: number;
  left: number;
}

export class LinkItems {
  #batches: Batch[] = [];
  #first = 0;
  #count = 0;
  #bytes = 0;

  /** The number of the first item; of the next that comes, when there is none. */
  get first(): number {
    return this.#first;
  }

  get count(): number {
    return this.#count;
  }

  get bytes(): number {
    return this.#bytes;
  }

  add(bytes: Buffer, count: number): void {
    this.#batches.push({ bytes, offset: 0, left: count });
    this.#count += count;
    this.#bytes += bytes.length;
  }

  /** The first item, without its length, in the bytes that hold it; only if there is one. */
  take(): [bytes: Buffer, start: number, end: number] {
    const batch = this.#batches[0] as Batch;
    const start = batch.offset + 4;
    const end = start + batch.bytes.readUInt32LE(batch.offset);
    this.#bytes -= end - batch.offset;
    batch.offset = end;
    this.#count--;
    this.#first++;
    if (--batch.left === 0) this.#batches.shift();
    return [batch.bytes, start, end];
  }

  /** Drops those that come before that number. */
  dropBefore(number: number): void {
    while (this.#first < number && this.#count > 0) {
      const { bytes, offset, left } = this.#batches[0] as Batch;
      if (this.#first + left > number) this.take();
      else {
        this.#batches.shift();
        this.#first += left;
        this.#count -= left;
        this.#bytes -= bytes.length - offset;
      }
    }
  }

  /** Puts other bytes in place of those of the last batch, if anything is left of it. @param copy Given what is left. */
  ownLast(copy: (bytes: Buffer) => Buffer): void {
    const last = this.#batches.at(-1);
    if (last === undefined) return;
    last.bytes = copy(last.bytes.subarray(last.offset));
    last.offset = 0;
  }

  /** The bytes of all. */
  pieces(): Buffer[] {
    return this.#batches.map(({ bytes, offset }) => bytes.subarray(offset));
  }
}
