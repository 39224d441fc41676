import { rowsOf, type ProcessTree } from '../tree/processTree.ts';
import type { Life } from '../tree/life.ts';
import type { History } from './history.ts';
import type { Recording } from './recording.ts';

/**
 * What is in a tree and its history, to be saved or exported.
 * @param roots Only these programs; null is for all of them.
 */
export function recordTree(
  tree: ProcessTree,
  history: History,
  savedAt: number,
  roots: readonly string[] | null,
): Recording {
  const kept = new Set<string>(roots ?? []);
  const rows = rowsOf(tree).filter(({ id, parentId }) => {
    if (roots !== null && !kept.has(id) && !kept.has(parentId ?? '')) return false;
    kept.add(id); // parents come before their children
    return true;
  });
  const lives = new Map<string, Life>();
  for (const { id } of rows) {
    const life = history.lives.get(id);
    if (life) lives.set(id, life);
  }
  return { savedAt, rows, lives };
}
