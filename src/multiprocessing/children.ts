/** The started children of this process that have not ended: a leaf, so that the process and its exit both see it. */
import type { Process } from './process.ts';

const children = new Set<Process>();

export function addChild(child: Process): void {
  children.add(child);
}

export function removeChild(child: Process): void {
  children.delete(child);
}

/** In the order of their start. */
export function liveChildren(): Process[] {
  return [...children];
}
