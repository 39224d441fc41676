import type { Program } from './parse.ts';
import { walk } from './parse.ts';

/** Whether the module has `using` or `await using` declarations, which Node 22 does not know. */
export function declaresResources(program: Program, source: string): boolean {
  let found = false;
  if (/\busing\b/.test(source)) {
    walk(program, (node) => {
      found ||= node.type === 'VariableDeclaration' && node.kind.endsWith('using');
    });
  }
  return found;
}
