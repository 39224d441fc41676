/** What a CommonJS module exports, as far as its text says: the names that an `import { name }` of it can use. */
import type { AnyNode, Program } from './parse.ts';
import { walk } from './parse.ts';

export interface CommonjsExports {
  readonly exportNames: string[];
  /** Specifiers of modules whose exports are passed on. */
  readonly reexports: string[];
}

/**
 * The forms that Node's own lexer knows, wherever in the module they stand. A name that turns out to be missing at run
 * time is exported as undefined, so one too many does no harm.
 */
export function commonjsExports(program: Program): CommonjsExports {
  const exportNames = new Set<string>();
  const reexports = new Set<string>();
  walk(program, (node) => {
    if (node.type === 'AssignmentExpression') addAssignment(node, exportNames, reexports);
    else if (node.type === 'CallExpression') addCall(node.callee, node.arguments, exportNames, reexports);
  });
  return { exportNames: [...exportNames], reexports: [...reexports] };
}

/** `exports.name = value`, `module.exports.name = value`, and, with a null name, `module.exports = value`. */
export function commonjsAssignment(statement: AnyNode): { name: string | null; value: AnyNode } | null {
  const node = statement.type === 'ExpressionStatement' ? statement.expression : statement;
  if (node.type !== 'AssignmentExpression' || node.operator !== '=') return null;
  if (isModuleExports(node.left)) return { name: null, value: node.right };
  if (node.left.type !== 'MemberExpression' || !isExports(node.left.object)) return null;
  const name = keyName(node.left.property, node.left.computed);
  return name === null ? null : { name, value: node.right };
}

function addAssignment(node: AnyNode, names: Set<string>, reexports: Set<string>): void {
  const assignment = commonjsAssignment(node);
  if (!assignment) return;
  const { name, value } = assignment;
  if (name !== null) names.add(name);
  else if (value.type === 'ObjectExpression') addObject(value.properties, names, reexports);
  else addReexport(value, reexports);
  // exports.a = exports.b = undefined, as TypeScript writes it
  if (value.type === 'AssignmentExpression') addAssignment(value, names, reexports);
}

function addObject(properties: readonly AnyNode[], names: Set<string>, reexports: Set<string>): void {
  for (const property of properties) {
    if (property.type === 'SpreadElement') addReexport(property.argument, reexports);
    else if (property.type === 'Property') {
      const name = keyName(property.key, property.computed);
      if (name !== null) names.add(name);
    }
  }
}

/** `Object.defineProperty(exports, 'name', …)` and the helpers of TypeScript and Babel for `export *`. */
function addCall(callee: AnyNode, args: readonly AnyNode[], names: Set<string>, reexports: Set<string>): void {
  const called = callee.type === 'MemberExpression' ? keyName(callee.property, callee.computed) : identifier(callee);
  const [first, second] = args;
  if (called === 'defineProperty' && first && second && isExports(first)) {
    const name = keyName(second, true);
    if (name !== null) names.add(name);
  } else if (first && (called === '__exportStar' || called === '__export')) addReexport(first, reexports);
}

function addReexport(value: AnyNode, reexports: Set<string>): void {
  if (value.type !== 'CallExpression' || identifier(value.callee) !== 'require') return;
  const [specifier] = value.arguments;
  if (specifier?.type === 'Literal' && typeof specifier.value === 'string') reexports.add(specifier.value);
}

function isExports(node: AnyNode): boolean {
  return identifier(node) === 'exports' || isModuleExports(node);
}

function isModuleExports(node: AnyNode): boolean {
  if (node.type !== 'MemberExpression' || identifier(node.object) !== 'module') return false;
  return keyName(node.property, node.computed) === 'exports';
}

function identifier(node: AnyNode): string | null {
  return node.type === 'Identifier' ? node.name : null;
}

function keyName(key: AnyNode, computed: boolean): string | null {
  if (key.type === 'Literal' && typeof key.value === 'string') return key.value;
  return computed ? null : identifier(key);
}
