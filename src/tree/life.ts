/** What is known of a process's life beside its row: what it did meanwhile, and what was asked of it. */
import type { RowLocation } from './processRow.ts';
import type { StopAction } from './treeEvent.ts';

export type SpanKind = 'waiting' | 'paused' | 'stopping';

/** Something that a process was in, and is no longer. Times are milliseconds since the epoch. */
export interface LifeSpan {
  readonly kind: SpanKind;
  readonly from: number;
  readonly to: number;
  /** What for, such as `Queue.get jobs`; empty when there is nothing to say. */
  readonly what: string;
  readonly location: RowLocation | null;
  /** Of a span that stands for several, which were too many to be kept. */
  readonly merged: MergedSpans | null;
}

export interface MergedSpans {
  readonly count: number;
  /** How long they took together, in milliseconds. */
  readonly total: number;
}

/** Something that a process is in now. */
export interface OpenSpan {
  /** Unique in the process, for as long as it goes on. */
  readonly key: string;
  readonly kind: SpanKind;
  readonly from: number;
  readonly what: string;
  readonly location: RowLocation | null;
}

/** A command that was asked for here. */
export interface LifeMark {
  readonly at: number;
  readonly action: StopAction | 'join';
}

export interface Life {
  /** In the order of their end. */
  readonly closed: readonly LifeSpan[];
  readonly open: readonly OpenSpan[];
  readonly marks: readonly LifeMark[];
}

/** What has changed in a life: `closed` follows the first `kept` of those known; the rest stands instead of what was. */
export interface LifeUpdate extends Life {
  readonly id: string;
  readonly kept: number;
}
