/** Puts the call that registers a module's targets in front of its first statement. */
import type { Format } from './compiledModule.ts';
import { REGISTER_GLOBAL } from '../multiprocessing/targetTable.ts';
import type { Program } from './parse.ts';
import { SELF } from './targetNames.ts';
import type { Targets } from './targetNames.ts';

export interface PreludeOptions {
  readonly url: string;
  readonly format: Format;
  readonly targets: Targets;
}

/**
 * On the first statement's own line, so that no line moves; after the directives, which count only when they come
 * first. Function declarations are hoisted and the thunks lazy, so nothing has to have been evaluated yet.
 */
export function insertPrelude(code: string, program: Program, options: PreludeOptions): string {
  const at = firstStatement(program);
  return at === null ? code : code.slice(0, at) + prelude(code, options) + code.slice(at);
}

/** The same on a line of its own: columns stay too, but the lines of a source map have to follow. */
export function insertPreludeLine(
  code: string,
  program: Program,
  options: PreludeOptions,
): { code: string; line: number } | null {
  const at = firstStatement(program);
  if (at === null) return null;
  const start = code.lastIndexOf('\n', at - 1) + 1;
  if (code.slice(start, at).trim() !== '') return null;
  const line = code.slice(0, start).split('\n').length - 1;
  return { code: `${code.slice(0, start)}${prelude(code, options)}\n${code.slice(start)}`, line };
}

function firstStatement(program: Program): number | null {
  return program.body.find((node) => !('directive' in node && node.directive !== undefined))?.start ?? null;
}

function prelude(code: string, { url, format, targets }: PreludeOptions): string {
  const entries = [...targets].map(([name, expression]) => `${propertyKey(name)}:()=>${expression}`);
  const needsSelf = [...targets.values()].some((expression) => expression.startsWith(SELF));
  const self = needsSelf ? `import * as ${SELF} from ${JSON.stringify(url)};` : '';
  // For import.meta.main, where Node has none.
  const meta = format === 'module' && code.includes('import.meta') ? ',import.meta' : '';
  return `${self}${REGISTER_GLOBAL}(${JSON.stringify(url)},{${entries.join(',')}}${meta});`;
}

function propertyKey(name: string): string {
  return name === '__proto__' ? '["__proto__"]' : JSON.stringify(name);
}
