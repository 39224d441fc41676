/** Which names a module imports of this package. */
import { PACKAGE } from './packageName.ts';
import type { AnyNode, Program } from './parse.ts';
import { walk } from './parse.ts';

/** What does not lead from import.meta to another import of the package. */
const HARMLESS = new Set(['dirname', 'env', 'filename', 'main', 'url']);

/** @returns null when it may import all of it, or which ones cannot be told from its text. */
export function libraryNames(program: Program): readonly string[] | null {
  if (mayImportLate(program)) return null;
  const names = program.body.flatMap((statement) => importedNames(statement, program));
  return names.includes(null) ? null : [...new Set(names as string[])].toSorted();
}

function importedNames(statement: AnyNode, program: Program): (string | null)[] {
  const { type } = statement;
  if (type !== 'ImportDeclaration' && type !== 'ExportNamedDeclaration' && type !== 'ExportAllDeclaration') return [];
  if (statement.source?.value !== PACKAGE) return [];
  if (type === 'ExportAllDeclaration') return [null];
  return statement.specifiers.flatMap((specifier): (string | null)[] => {
    if (specifier.type === 'ImportNamespaceSpecifier') return namesIn(specifier.local.name, program);
    if (specifier.type === 'ImportDefaultSpecifier') return ['default'];
    const name = specifier.type === 'ImportSpecifier' ? specifier.imported : specifier.local;
    return name.type === 'Identifier' ? [name.name] : [null];
  });
}

/** Of the names in a namespace: those that the module asks it for; null where it uses the namespace otherwise. */
function namesIn(namespace: string, program: Program): (string | null)[] {
  const isNamespace = (node: AnyNode): boolean => node.type === 'Identifier' && node.name === namespace;
  const names: (string | null)[] = [];
  walk(program, (node) => {
    if (node.type === 'ImportNamespaceSpecifier') return [];
    if (isNamespace(node)) names.push(null);
    if (node.type !== 'MemberExpression' || node.computed || !isNamespace(node.object)) return undefined;
    names.push(node.property.type === 'Identifier' ? node.property.name : null);
    return [];
  });
  return names;
}

/** By `import()`, by what `import.meta.resolve` finds, or in code that is a string yet. */
function mayImportLate(program: Program): boolean {
  let found = false;
  walk(program, (node) => {
    if (node.type === 'ImportExpression') found ||= !isOther(node.source);
    if (node.type === 'Identifier') found ||= node.name === 'eval' || node.name === 'Function';
    if (isHarmlessMeta(node)) return [];
    found ||= node.type === 'MetaProperty' && node.meta.name === 'import';
    return undefined;
  });
  return found;
}

function isOther(source: AnyNode): boolean {
  return source.type === 'Literal' && source.value !== PACKAGE;
}

function isHarmlessMeta(node: AnyNode): boolean {
  if (node.type !== 'MemberExpression' || node.computed || node.object.type !== 'MetaProperty') return false;
  return node.property.type === 'Identifier' && HARMLESS.has(node.property.name);
}
