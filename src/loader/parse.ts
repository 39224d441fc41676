/** JavaScript's syntax tree, as much of it as the loader looks at. */
import { parse } from 'acorn';
import type { AnyNode, Program } from 'acorn';
import type { Format } from './compiledModule.ts';

export type { AnyNode, Program } from 'acorn';

export interface Parsed {
  readonly program: Program;
  readonly format: Format;
}

/**
 * Parses `code` in the format that is declared for it, or else in the one that its syntax says, as Node does: CommonJS
 * if it can be. Throws acorn's SyntaxError.
 */
export function parseModule(code: string, declared: Format | null): Parsed {
  if (declared) return { program: parseAs(code, declared), format: declared };
  let notCommonjs: unknown;
  try {
    return { program: parseAs(code, 'commonjs'), format: 'commonjs' };
  } catch (error) {
    notCommonjs = error;
  }
  try {
    return { program: parseAs(code, 'module'), format: 'module' };
  } catch (error) {
    throw looksLikeModule(code) ? error : notCommonjs;
  }
}

/** A guess, for what cannot be parsed. */
export function looksLikeModule(code: string): boolean {
  return /^\s*(?:import\b(?!\s*\()|export\b)/m.test(code) || /\bimport\.meta\b/.test(code);
}

function parseAs(code: string, format: Format): Program {
  return parse(code, { ecmaVersion: 'latest', sourceType: format, allowHashBang: true });
}

/**
 * Calls `visit` with each node of the tree, a parent before its children. `visit` may give the only children to go on
 * with. Without recursion: a generated expression can be deeper than the stack.
 */
export function walk(root: AnyNode, visit: (node: AnyNode) => readonly AnyNode[] | void): void {
  const waiting = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) waiting.push(...(visit(node) ?? childrenOf(node)));
}

function childrenOf(node: AnyNode): AnyNode[] {
  return (Object.values(node) as unknown[]).flat().filter(isNode);
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
