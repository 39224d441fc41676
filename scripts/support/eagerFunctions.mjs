/**
 * Makes V8 compile the functions of a bundle with the bundle, so that they are in the cache of compiled code. Node stores
 * the code as soon as a file is compiled, and V8 puts off each function until it is called: without this, every process
 * would compile those that it calls anew, 2 ms of a child's start. What V8 takes as a sign that a function is called at
 * once is a parenthesis in front of it. Declarations are hoisted, so the expressions that they become stand first. Methods
 * have no such sign.
 */
import { parse } from 'acorn';
import fs from 'node:fs/promises';

const DIRECTIVE = '"use strict";';

export const eagerFunctions = {
  name: 'eager-functions',
  setup({ initialOptions, onEnd }) {
    initialOptions.write = false;
    onEnd(async ({ outputFiles }) => {
      for (const { path: file, text } of outputFiles ?? []) await fs.writeFile(file, withEagerFunctions(text));
    });
  },
};

/** @param source A script that begins with "use strict". */
export function withEagerFunctions(source) {
  if (!source.startsWith(DIRECTIVE)) throw new Error(`expected ${DIRECTIVE} at the start of: ${source.slice(0, 80)}`);
  const { body } = parse(source, { ecmaVersion: 'latest', sourceType: 'script' });
  let rest = '';
  let end = DIRECTIVE.length;
  let functions = '';
  for (const node of body.filter(({ type }) => type === 'FunctionDeclaration')) {
    functions += `var ${node.id.name}=(${source.slice(node.start, node.end)});`;
    rest += source.slice(end, node.start);
    end = node.end;
  }
  return DIRECTIVE + functions + rest + source.slice(end);
}
