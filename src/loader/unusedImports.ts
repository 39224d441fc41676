/**
 * Imports that only types refer to. TypeScript leaves them out of what it emits; stripping types does not, and the
 * program would fail on importing a type that is not there.
 */
import type { ImportDeclaration } from 'acorn';
import type { AnyNode, Program } from './parse.ts';
import { walk } from './parse.ts';

/** A part of the code that nothing refers to: from `start` up to `end`. */
export interface Unused {
  readonly start: number;
  readonly end: number;
}

/** Of stripped TypeScript, the import declarations, or the names in them, that no value refers to. */
export function unusedImports(program: Program, code: string): Unused[] {
  const used = usedNames(program);
  return program.body.flatMap((node) => (node.type === 'ImportDeclaration' ? unusedParts(node, used, code) : []));
}

/** Blanks, and not nothing, so that every line and column stays. */
export function blankOut(code: string, parts: readonly Unused[]): string {
  let result = '';
  let at = 0;
  for (const { start, end } of parts) {
    result += code.slice(at, start) + code.slice(start, end).replace(/[^\r\n]/g, ' ');
    at = end;
  }
  return result + code.slice(at);
}

function unusedParts(node: ImportDeclaration, used: ReadonlySet<string>, code: string): Unused[] {
  const unused = node.specifiers.filter(({ local }) => !used.has(local.name));
  if (unused.length < node.specifiers.length) return unused.map((specifier) => withComma(specifier, code));
  // `import './x.ts'` is there for its effects; `import {} from './x.ts'` is what stripping left of types.
  const clause = code.slice(node.start + 'import'.length, node.source.start);
  return clause.trim() === '' ? [] : [{ start: node.start, end: node.end }];
}

/** The comma after a name goes with it; before the first name that stays no comma is left over. */
function withComma({ start, end }: Unused, code: string): Unused {
  const comma = /^\s*,/.exec(code.slice(end));
  return { start, end: comma ? end + comma[0].length : end };
}

function usedNames(program: Program): Set<string> {
  const used = new Set<string>();
  walk(program, (node) => {
    if (node.type === 'ImportDeclaration') return [];
    if (node.type === 'Identifier') used.add(node.name);
    // The name of a property is no reference: `row.Type` must not keep `import { Type }`.
    if (node.type === 'MemberExpression' && !node.computed) return [node.object];
    return isPlainProperty(node) ? [node.value] : undefined;
  });
  return used;
}

function isPlainProperty(node: AnyNode): node is AnyNode & { value: AnyNode } {
  const named = node.type === 'Property' || node.type === 'PropertyDefinition' || node.type === 'MethodDefinition';
  return named && !node.computed && !!node.value;
}
