/**
 * This process's side of a link: a connection of its own with the process that has the other end of a pipe, while each end is
 * used by one process (hub/linkState.ts). When it is over, for whatever reason, both return to the hub what was under way: first
 * each says that it uses the link no more, with what it has received; when both have, or one is gone, what they have sent, of
 * which they know by then what the other has handed out.
 */
import { Changes } from './changes.ts';
import { connectWire, listenForWire, type DirectWireEvents, type Opening } from './hubClient/directWire.ts';
import { hub } from './hubClient/hubClient.ts';
import { FrameError, Op, PART_BYTES, type Frame } from './hubWire/frames.ts';
import {
  countInDirect,
  DIRECT_HEAD_BYTES,
  directHead,
  KEPT,
  RECEIVED,
  returnedHead,
  takenInDirect,
  type Taken,
} from './hubWire/pipeFrames.ts';
import { PUT, PUT_HEAD_BYTES } from './hubWire/queueFrames.ts';
import type { Wire } from './hubWire/wire.ts';
import { debug } from './logging.ts';
import type { LinkItems } from './linkItems.ts';
import { LinkReceiver, type LinkWait } from './linkReceiver.ts';
import { LinkReport } from './linkReport.ts';
import { LinkSender } from './linkSender.ts';

/** As objects of the wire: what is said of items that were taken may overtake a large item. */
const ITEMS = 0;
const TAKEN = 1;

/** What must be returned before the process ends. */
const links = new Set<PipeLink>();
process.on('exit', () => {
  for (const link of links) link.endNow();
});

export class PipeLink {
  readonly #end: number;
  readonly #opening: Opening;
  #wire: Wire | null = null;
  #isOver = false;
  #isCut = false;
  readonly #sender = new LinkSender((bytes, count) => this.#send(bytes, count));
  readonly #receiver = new LinkReceiver((taken) => this.#tellTaken(taken));
  readonly #report: LinkReport;
  readonly #taken = Buffer.alloc(DIRECT_HEAD_BYTES);
  /** How many large messages have not left. */
  #leaving = 0;
  #delivers = false;
  readonly changes = new Changes();

  /**
   * @param end Which end of the pipe is this process's.
   * @param address Where the other listens; null: it is told where this one does.
   */
  constructor(end: number, address: string | null) {
    this.#end = end;
    this.#report = new LinkReport(end, () => ({
      untaken: this.#sender.untaken,
      isHeard: this.#sender.kept.count === 0,
      waits: this.#receiver.isWaitedFor,
    }));
    links.add(this);
    const events: DirectWireEvents = {
      opened: (wire) => this.#opened(wire),
      received: (frame) => this.#received(frame),
      closed: () => this.endNow(),
    };
    this.#opening =
      address === null
        ? listenForWire(events, (own) => this.#isOver || hub.note(end, 'listening', own))
        : connectWire(address, events);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Whether what is sent from now on goes this way. */
  get isOpen(): boolean {
    return this.#wire !== null && !this.#isOver;
  }

  /** Whether what comes next comes this way. */
  get delivers(): boolean {
    return this.#delivers && !this.#isOver;
  }

  /** All that came by the hub before has been taken. */
  deliver(): void {
    this.#delivers = true;
  }

  get hasRoom(): boolean {
    return this.#leaving === 0 && this.#sender.hasRoom;
  }

  get isRelieved(): boolean {
    return this.#leaving === 0 && this.#sender.isRelieved;
  }

  /** Whether nobody reads any more what is sent. */
  get isUnread(): boolean {
    return this.#wire?.isUnread === true;
  }

  /** Whether `receive` would not wait. */
  get isReady(): boolean {
    return this.#receiver.items.count > 0;
  }

  /** @returns Whether the item goes this way; else the link is to end. @throws PicklingError when it cannot travel. */
  put(item: unknown): boolean {
    return !this.#sender.isStream && this.#sender.put(item);
  }

  receive(wait: LinkWait): Promise<unknown> {
    this.#sender.answers();
    const received = this.#receiver.receive(wait);
    this.#report.changed();
    return received;
  }

  /** Goes back to the hub, which says when the connection is to be cut. @param isClosed Whether this process has closed its end. */
  end(isClosed = false): void {
    if (this.#isOver) return;
    this.#sender.leave();
    this.#wire?.readNow();
    this.#isOver = true;
    debug(`pipe ${this.#end.toString(36)}: by way of the hub again`);
    if (this.#wire === null) this.cut();
    else {
      this.#return(RECEIVED, this.#receiver.items, { number: this.#receiver.taken, doubtful: 0, mark: null });
      hub.note(this.#end, 'leaving');
    }
    this.#receiver.end(isClosed);
    this.changes.told();
  }

  /** The other hands out nothing more that has come by the link: it has left, or is gone. */
  cut(): void {
    if (this.#isCut) return;
    this.#isCut = true;
    links.delete(this);
    this.#opening.cancel();
    // It may have been killed: nobody else has what it has sent. And nothing is to come between this and the end of the connection
    this.#wire?.readNow();
    this.#wire?.destroy();
    if (this.#wire !== null) this.#return(KEPT, this.#sender.kept, this.#sender.taken);
    hub.note(this.#end, 'unlinked');
  }

  /** Where the hub cannot be waited for, or the other is gone. */
  endNow(isClosed = false): void {
    this.end(isClosed);
    this.cut();
  }

  #opened(wire: Wire): void {
    this.#wire = wire;
    hub.note(this.#end, 'switched');
    debug(`pipe ${this.#end.toString(36)}: linked with the process at its other end`);
  }

  #received({ op, payload }: Frame): void {
    if (op !== Op.data || payload.length < DIRECT_HEAD_BYTES) throw new FrameError('this is nothing of a pipe');
    const count = countInDirect(payload);
    this.#sender.hasTaken(takenInDirect(payload));
    if (this.#isOver) return; // the other keeps what is not handed out
    if (count > 0) this.#receiver.add(payload.subarray(DIRECT_HEAD_BYTES), count);
    this.#report.changed();
    this.changes.told();
  }

  #send(bytes: Buffer, count: number): void {
    if (this.#isOver || this.#wire === null) return;
    directHead(bytes, this.#receiver.tells(), count);
    if (bytes.length <= PART_BYTES) this.#wire.send(Op.data, ITEMS, 0, bytes);
    else {
      this.#leaving++;
      this.#wire.send(Op.data, ITEMS, 0, bytes, () => this.#largeLeft());
    }
    this.#wire.flush();
    this.#report.changed();
  }

  #largeLeft(): void {
    this.#leaving--;
    this.changes.told();
  }

  #tellTaken(taken: Taken): void {
    const wire = this.#wire;
    if (this.#isOver || wire === null) return;
    wire.send(Op.data, TAKEN, 0, directHead(this.#taken, taken, 0));
    wire.flush();
    if (wire.hasLeft && !wire.isUnread) return;
    // The other does not read, or no more: what it is not told goes with this process when that is killed
    hub.note(this.#end, 'claimed', taken.number, taken.doubtful, taken.mark?.slot, taken.mark?.serial);
    hub.flush();
  }

  #return(kind: number, items: LinkItems, taken: Taken): void {
    const put = Buffer.alloc(PUT_HEAD_BYTES);
    put[0] = PUT;
    put.writeUInt32LE(items.count, 1);
    hub.send(Op.data, this.#end, 0, [returnedHead(kind, taken), put, ...items.pieces()]);
  }
}
