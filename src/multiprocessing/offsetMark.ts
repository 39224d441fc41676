/** The mark of a process that takes items fast: a shared offset that the hub lends it, which is set in less than half a µs. */
import { ClaimMark } from './claimMark.ts';
import { hub, type HubListener } from './hubClient/hubClient.ts';
import { fileOffset, type FileOffset } from './hubWire/fileOffset.ts';
import { HUB } from './hubWire/frames.ts';
import { markOffset, OFFSET_SLOT } from './hubWire/marks.ts';
import { sharedOffsets } from './sharedOffsets.ts';

/** To begin with it takes a millisecond, which is saved after that many claims. Asked again, others may have given one back. */
const ASK_EVERY = 16;

class OffsetMark extends ClaimMark {
  readonly slot = OFFSET_SLOT;
  readonly #offset: FileOffset;

  constructor(offset: FileOffset) {
    super();
    this.#offset = offset;
    this.begin(0);
  }

  override handsOut(): void {
    this.#offset.advance();
  }

  protected override begin(serial: number): void {
    this.#offset.set(markOffset(serial, 0));
  }
}

let mark: OffsetMark | null = null;
let fastClaims = 0;

/** @param isFast Whether it is worth having. @returns Null while there is none, or it is in use. */
export function offsetMark(isFast: boolean): ClaimMark | null {
  if (mark !== null) return mark.isOpen ? null : mark;
  if (isFast && sharedOffsets().length > 0 && ++fastClaims % ASK_EVERY === 0) ask();
  return null;
}

function ask(): void {
  hub.listen(HUB, listener);
  hub.note(HUB, 'offset');
}

const listener: HubListener = { note: (_method, [index, at]) => lent(Number(index), Number(at)) };

/** @param at Where it stands, by which it is known. */
function lent(index: number, at: number): void {
  const descriptor = sharedOffsets()[index];
  const offset = mark === null && descriptor !== undefined ? fileOffset(descriptor) : null;
  if (offset?.get() === at) mark = new OffsetMark(offset);
}
