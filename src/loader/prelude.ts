/** Puts the call that registers a module's targets before any of its statements. */
import type { Format } from './compiledModule.ts';
import { REGISTER_GLOBAL } from '../multiprocessing/targetTable.ts';
import type { AnyNode, Program } from './parse.ts';
import { SELF } from './targetNames.ts';
import type { Targets } from './targetNames.ts';

export interface PreludeOptions {
  readonly url: string;
  readonly format: Format;
  readonly targets: Targets;
}

/**
 * On a line that is there already, so that no line moves, and behind what stands on it if that can be, so that errors in
 * it are shown as it was written. Function declarations are hoisted and the thunks lazy, so nothing has to have been
 * evaluated yet.
 */
export function insertPrelude(code: string, program: Program, options: PreludeOptions): string {
  const first = program.body[0];
  if (!first || !needsPrelude(code, options)) return code;
  const behind = lastDirective(program) ?? (isEvaluated(first) ? null : first);
  const at = behind ? behind.end : first.start;
  return `${code.slice(0, at)}${behind ? ';' : ''}${prelude(code, options)}${code.slice(at)}`;
}

/** The same on a line of its own: columns stay too, but the lines of a source map have to follow. */
export function insertPreludeLine(
  code: string,
  program: Program,
  options: PreludeOptions,
): { code: string; line: number } | null {
  const at = firstStatement(program);
  if (at === null || !needsPrelude(code, options)) return null;
  const start = code.lastIndexOf('\n', at - 1) + 1;
  if (code.slice(start, at).trim() !== '') return null;
  const line = code.slice(0, start).split('\n').length - 1;
  return { code: `${code.slice(0, start)}${prelude(code, options)}\n${code.slice(start)}`, line };
}

function firstStatement(program: Program): number | null {
  return program.body.find((node) => !isDirective(node))?.start ?? null;
}

/** Directives count only when they come first. */
function lastDirective(program: Program): AnyNode | undefined {
  return program.body.findLast(isDirective);
}

function isDirective(node: AnyNode): boolean {
  return node.type === 'ExpressionStatement' && node.directive !== undefined;
}

/** Imports and functions are hoisted: what comes behind them comes before everything that is evaluated. */
function isEvaluated(node: AnyNode): boolean {
  if (node.type === 'ImportDeclaration' || node.type === 'FunctionDeclaration') return false;
  if (node.type === 'ExportNamedDeclaration') return node.declaration?.type !== 'FunctionDeclaration' && !node.source;
  return node.type !== 'ExportAllDeclaration';
}

function prelude(code: string, { url, format, targets }: PreludeOptions): string {
  const entries = [...targets].map(([name, expression]) => `${propertyKey(name)}:()=>${expression}`);
  const needsSelf = [...targets.values()].some((expression) => expression.startsWith(SELF));
  const self = needsSelf ? `import * as ${SELF} from ${JSON.stringify(url)};` : '';
  const meta = usesMeta(code, format) ? ',import.meta' : '';
  return `${self}${REGISTER_GLOBAL}(${JSON.stringify(url)},{${entries.join(',')}}${meta});`;
}

function needsPrelude(code: string, { format, targets }: PreludeOptions): boolean {
  return targets.size > 0 || usesMeta(code, format);
}

/** For import.meta.main, which an older Node does not have. */
function usesMeta(code: string, format: Format): boolean {
  return format === 'module' && /\bimport\.meta\b/.test(code) && /\bmain\b/.test(code);
}

function propertyKey(name: string): string {
  return name === '__proto__' ? '["__proto__"]' : JSON.stringify(name);
}
