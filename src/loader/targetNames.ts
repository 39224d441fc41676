/** Finds what a Process can be made of in a module: its top-level functions and classes, exported or not. */
import type { VariableDeclarator } from 'acorn';
import type { AnyNode, Program } from './parse.ts';
import type { Format } from './compiledModule.ts';
import { commonjsAssignment } from './commonjsExports.ts';

/** The name under which the prelude imports the module itself, for exports that have no name in it. */
export const SELF = '__multiprocessing_self__';

/** name → the expression that gives the function or class, inside the module. */
export type Targets = ReadonlyMap<string, string>;

export function targetNames(program: Program, format: Format): Targets {
  const targets = new Map<string, string>();
  // What is declared comes before what is exported: a declared name is what `function.name` says.
  for (const statement of program.body) for (const name of declaredNames(statement)) targets.set(name, name);
  for (const statement of program.body) {
    const exported = format === 'module' ? defaultExport(statement) : commonjsTargets(statement);
    for (const [name, expression] of exported) if (!targets.has(name)) targets.set(name, expression);
  }
  return targets;
}

function declaredNames(statement: AnyNode): string[] {
  const { type } = statement;
  if (type === 'FunctionDeclaration' || type === 'ClassDeclaration') return statement.id ? [statement.id.name] : [];
  if (type === 'VariableDeclaration') return statement.declarations.flatMap(callableName);
  if (type === 'ExportDefaultDeclaration') return declaredNames(statement.declaration);
  if (type === 'ExportNamedDeclaration' && statement.declaration) return declaredNames(statement.declaration);
  return [];
}

function callableName({ id, init }: VariableDeclarator): string[] {
  return id.type === 'Identifier' && init && mayBeCallable(init) ? [id.name] : [];
}

/** A call may give a function (`const work = traced(async () => …)`); the library looks at what it gave. */
function mayBeCallable(node: AnyNode): boolean {
  if (node.type === 'CallExpression') return !isRequire(node.callee);
  return isCallable(node);
}

function isCallable({ type }: AnyNode): boolean {
  return type === 'FunctionExpression' || type === 'ArrowFunctionExpression' || type === 'ClassExpression';
}

function isRequire(callee: AnyNode): boolean {
  return callee.type === 'Identifier' && callee.name === 'require';
}

function defaultExport(statement: AnyNode): [string, string][] {
  if (statement.type !== 'ExportDefaultDeclaration') return [];
  const { declaration } = statement;
  if (declaration.type === 'Identifier') return [['default', declaration.name]];
  if (declaration.type === 'FunctionDeclaration' || declaration.type === 'ClassDeclaration') {
    return [['default', declaration.id ? declaration.id.name : `${SELF}.default`]];
  }
  return mayBeCallable(declaration) ? [['default', `${SELF}.default`]] : [];
}

function commonjsTargets(statement: AnyNode): [string, string][] {
  const assignment = commonjsAssignment(statement);
  if (!assignment) return [];
  const { name, value } = assignment;
  if (name !== null) return mayBeCallable(value) ? [[name, access(name)]] : [];
  if (value.type !== 'ObjectExpression') return mayBeCallable(value) ? [['default', 'module.exports']] : [];
  return value.properties.flatMap((property): [string, string][] => {
    if (property.type !== 'Property' || property.computed || property.kind !== 'init') return [];
    const key = property.key.type === 'Identifier' ? property.key.name : null;
    return key !== null && isCallable(property.value) ? [[key, access(key)]] : [];
  });
}

function access(name: string): string {
  return `module.exports[${JSON.stringify(name)}]`;
}
