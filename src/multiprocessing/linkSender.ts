/** What this process sends by a link: the items of a run (run.ts) leave together; all are kept until the other has taken them. */
import { hub } from './hubClient/hubClient.ts';
import { DIRECT_HEAD_BYTES, PIPE_BYTES, type Taken } from './hubWire/pipeFrames.ts';
import { appendItem, ByteGatherer } from './items.ts';
import { LinkItems } from './linkItems.ts';
import { Run } from './run.ts';

const GATHER_BYTES = 32 * 1024;
/** When more is under way, `send` waits until it is PIPE_BYTES: not for each item anew. */
const FULL_BYTES = PIPE_BYTES * 1.25;
/** So many without an answer are a stream. */
const STREAM = 2048;

export class LinkSender {
  readonly kept = new LinkItems();
  readonly #write: (bytes: Buffer, count: number) => void;
  #gathered = emptied();
  #count = 0;
  /** What the other has told last. */
  #taken: Taken = { number: 0, doubtful: 1, mark: null };
  #sinceAnswer = 0;
  readonly #run = new Run(() => this.leave());

  /** @param write Sends items, behind room for their head; the bytes are used anew when it returns, unless they are many. */
  constructor(write: (bytes: Buffer, count: number) => void) {
    this.#write = write;
  }

  /** How many of those that are kept the other may have handed out. */
  get taken(): Taken {
    return { ...this.#taken, number: this.kept.first };
  }

  /** How many the other has not handed out, those that it may have not counted. */
  get untaken(): number {
    return Math.max(0, this.kept.count - this.#taken.doubtful);
  }

  /** Whether it goes one way only by now: the hub passes that on faster, many items at a time. */
  get isStream(): boolean {
    return this.#sinceAnswer >= STREAM;
  }

  /** Whether `send` needs not wait. */
  get hasRoom(): boolean {
    return this.kept.bytes <= FULL_BYTES || this.kept.count <= 1;
  }

  /** Whether a `send` that waits may go on. */
  get isRelieved(): boolean {
    return this.kept.bytes <= PIPE_BYTES || this.kept.count <= 1;
  }

  /**
   * @returns Whether it goes this way. Not an item with objects of the hub's in it: that must know of them.
   * @throws PicklingError when the item cannot travel.
   */
  put(item: unknown): boolean {
    const start = this.#gathered.length;
    if (!this.#append(item, start)) return false;
    this.#sinceAnswer++;
    if (this.#count++ === 0) hub.gathered(this.leave);
    this.#run.next(this.#gathered.length > GATHER_BYTES);
    return true;
  }

  /** What is sent next may be an answer: it does not wait for others. */
  answers(): void {
    this.#sinceAnswer = 0;
    this.#run.break();
  }

  /** Sends what has gathered. */
  readonly leave = (): void => {
    hub.ungathered(this.leave);
    if (this.#count === 0) return;
    const { bytes, length } = this.#gathered;
    const count = this.#count;
    this.#count = 0;
    const items = bytes.subarray(DIRECT_HEAD_BYTES, length);
    const isLarge = length > GATHER_BYTES;
    this.kept.add(isLarge ? items : Buffer.from(items), count);
    if (isLarge) this.#gathered = emptied();
    else this.#gathered.length = DIRECT_HEAD_BYTES;
    this.#write(bytes.subarray(0, length), count);
  };

  /** The other has told how many it has handed out. */
  hasTaken(taken: Taken): void {
    if (taken.number < this.kept.first) return; // a large item has been overtaken
    this.kept.dropBefore(taken.number);
    this.#taken = taken;
  }

  #append(item: unknown, start: number): boolean {
    let isWhole = false;
    try {
      isWhole = appendItem(this.#gathered, item, 'item').length === 0;
    } finally {
      if (!isWhole) this.#gathered.length = start;
    }
    return isWhole;
  }
}

function emptied(): ByteGatherer {
  const gatherer = new ByteGatherer();
  gatherer.length = DIRECT_HEAD_BYTES;
  return gatherer;
}
