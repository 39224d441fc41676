/** How many items a process takes for its own together, and how it marks what it hands out of them. */
import type { ClaimMark } from './claimMark.ts';
import { fileMark } from './fileMark.ts';
import { isHubHere } from './hubClient/hubPlace.ts';
import { offsetMark } from './offsetMark.ts';

/** What is handed out in this time; each item is marked. */
const CLAIM_MS = 0.3;
const MOST_CLAIMED = 512;
/** An item that takes less, the mark in a file with it, is worth a faster mark. */
const FAST_MS = 0.0025;
/** Where there are no marks, an item that takes less is claimed with what is handed out in this time, a slower one by itself. */
const UNMARKED_MS = 0.0015;
const CLAIM_UNMARKED_MS = 0.03;

export interface Claim {
  readonly count: number;
  /** Open, of several items. */
  readonly mark: ClaimMark | null;
}

/** @param available How many there are. @param ms How long the process takes for each. */
export function claimOf(available: number, ms: number): Claim {
  const count = Math.min(available, MOST_CLAIMED, Math.floor(CLAIM_MS / ms));
  if (count <= 1) return { count: 1, mark: null };
  if (isHubHere()) return { count, mark: null }; // with the hub's process nobody is left who would read a mark
  const mark = offsetMark(ms < FAST_MS) ?? fileMark();
  mark?.open();
  return { count: mark === null ? unmarked(count, ms) : count, mark };
}

function unmarked(count: number, ms: number): number {
  return ms < UNMARKED_MS ? Math.min(count, Math.floor(CLAIM_UNMARKED_MS / ms)) : 1;
}
