import { rowOf, type ProcessTree } from './processTree.ts';

/** Of some processes those that are below none of the others. */
export function topmost(tree: ProcessTree, ids: readonly string[]): string[] {
  const all = new Set(ids);
  return ids.filter((id) => !ancestorsOf(tree, id).some((ancestor) => all.has(ancestor)));
}

/** Processes by how deep they are in the tree, the deepest first: children before their parents. */
export function deepestFirst(tree: ProcessTree, ids: readonly string[]): string[][] {
  const levels: string[][] = [];
  for (const id of ids) (levels[ancestorsOf(tree, id).length] ??= []).push(id);
  return levels.filter((level) => level !== undefined).reverse();
}

/** From the parent up. */
function ancestorsOf(tree: ProcessTree, id: string): string[] {
  const ancestors: string[] = [];
  let up = rowOf(tree, id)?.parentId ?? null;
  while (up !== null && !ancestors.includes(up)) {
    ancestors.push(up);
    up = rowOf(tree, up)?.parentId ?? null;
  }
  return ancestors;
}
