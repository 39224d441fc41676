/**
 * Open files that all processes of a tree have inherited from its root, for the sake of their offsets
 * (hubWire/fileOffset.ts): the hub lends them to those that take items of queues fast.
 */
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { libraryFolder } from './libraryFolder.ts';

/** At the same time no more processes can take items fast than there are processors; beyond it they are a little slower. */
const COUNT = 4;

let descriptors: readonly number[] | undefined;

/** The descriptors. In the root they are opened when they are first asked for. */
export function sharedOffsets(): readonly number[] {
  return (descriptors ??= process.platform === 'win32' ? [] : opened());
}

/** In a child. */
export function inheritOffsets(inherited: readonly number[]): void {
  descriptors = inherited;
}

/** Of whatever file: none of it is read, and nothing is written. */
function opened(): number[] {
  const file = join(libraryFolder(), 'child.cjs');
  const files: number[] = [];
  try {
    while (files.length < COUNT) files.push(openSync(file, 'r'));
  } catch {
    // No more descriptors: the processes do with those
  }
  return files;
}
