/** What a child is told at its start: spawn.ts writes it, the child reads it from its lifeline. */
import { readFileSync, readSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { HubPlace } from './hubClient/hubPlace.ts';
import { LIFELINE_FD } from './lifeline.ts';
import type { LoggingState } from './logging.ts';
import type { Process } from './process.ts';
import type { LoaderState } from './targetTable.ts';

/** What makes a Process object the same in the child. */
export interface ProcessState {
  readonly id: string;
  readonly identity: readonly number[];
  readonly name: string;
  readonly daemon: boolean;
  readonly detached: boolean;
  readonly parentPid: number | null;
  readonly authkey: Uint8Array | null;
}

/** What a child is told at its start. Must stay readable by the same version only. */
export interface Preparation {
  readonly state: Omit<ProcessState, 'authkey'> & { readonly authkey: string };
  readonly parent: { readonly name: string; readonly pid: number; readonly id: string };
  readonly argv: readonly string[];
  readonly main: string | null;
  readonly logging: LoggingState;
  /** How many of Node's options are for it alone, and not for its children. */
  readonly ownNodeOptions: number;
  readonly compileCache: string | null;
  readonly resolutions: LoaderState['resolutions'];
  readonly hub: HubPlace;
  /** Its descriptors of the shared ones. */
  readonly offsets: readonly number[];
  /** The class, target, args and fields, as `dumps` wrote them. */
  readonly process: string;
}

/** The shape of `Preparation.process` once it is read. */
export interface Work {
  readonly process: Process;
  readonly target: unknown;
  readonly args: readonly unknown[];
  /** The fields. */
  readonly this: object;
}

/** In the child. @returns null when the parent died before it had said anything. */
export function readPreparation(): Preparation | null {
  const line = readLine();
  if (line === null) return null;
  const message = JSON.parse(line) as Preparation | { readonly file: string };
  if (!('file' in message)) return message;
  const text = readFileSync(message.file, 'utf8');
  rmSync(dirname(message.file), { recursive: true });
  return JSON.parse(text) as Preparation;
}

function readLine(): string | null {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.allocUnsafe(16_384);
    const length = readSync(LIFELINE_FD, chunk);
    if (length === 0) return null;
    chunks.push(chunk.subarray(0, length));
    if (chunk[length - 1] === 10) return Buffer.concat(chunks).toString();
  }
}
