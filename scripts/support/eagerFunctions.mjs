/**
 * Makes V8 compile those functions of a bundle with the bundle that a process calls anyway, so that they are in the cache
 * of compiled code. Node stores the code as soon as a file is compiled, and V8 puts off each function until it is called:
 * without this, every process would compile those that it calls anew, 2 ms of a child's start. With all of them, it would
 * read as much more from the cache. What V8 takes as a sign that a function is called at once is a parenthesis in front of
 * `function`. So declarations and arrow functions become expressions; declarations are hoisted, so theirs stand first.
 * Methods have no such sign: eagerMethods.mjs.
 */
import { parse } from 'acorn';
import { eagerMethods } from './eagerMethods.mjs';
import { nodesIn, ownNodesIn, renderWith } from './sourceEdits.mjs';

const DIRECTIVE = '"use strict";';

/**
 * @param source A script that begins with "use strict".
 * @param isCalled Tells of a range of it, as V8's coverage has it, whether it is a function that is called.
 */
export function withEagerFunctions(source, isCalled) {
  if (!source.startsWith(DIRECTIVE)) throw new Error(`expected ${DIRECTIVE} at the start of: ${source.slice(0, 80)}`);
  const program = parse(source, { ecmaVersion: 'latest', sourceType: 'script' });
  const calledOf = (nodes) => nodes.filter(({ start, end }) => isCalled(start, end));
  const arrows = calledOf([...nodesIn(program)].filter(isArrow)).filter(isPlain);
  const methods = eagerMethods(source, program, isCalled, (from, to) => render(from, to));
  const render = renderWith(source, [...methods.edits, ...arrows.flatMap((arrow) => asExpression(source, arrow))]);
  let rest = '';
  let end = DIRECTIVE.length;
  let functions = '';
  for (const node of calledOf(program.body.filter(({ type }) => type === 'FunctionDeclaration'))) {
    functions += `var ${node.id.name}=(${render(node.start, node.end)});`;
    rest += render(end, node.start);
    end = node.end;
  }
  return DIRECTIVE + methods.before + functions + rest + render(end, source.length);
}

/** The edits that make `(function(…){…})` of an arrow function. */
function asExpression(source, { start, end, params, body, async: isAsync }) {
  const names = params.length ? source.slice(params[0].start, params.at(-1).end) : '';
  const isBlock = body.type === 'BlockStatement';
  const head = `(${isAsync ? 'async ' : ''}function(${names})`;
  return [
    { start, end: body.start, text: isBlock ? head : `${head}{return(` },
    { start: body.end, end, text: isBlock ? ')' : ')})' },
  ];
}

const isArrow = ({ type }) => type === 'ArrowFunctionExpression';

/** Whether an arrow function means the same as a function of its own, and its parameters are mere names and patterns of names. */
function isPlain({ params, body }) {
  const inParams = params.flatMap((param) => [...nodesIn(param)]);
  return (
    !inParams.some(({ type: one }) => /Function|Class/.test(one)) && ![...ownNodesIn(body), ...inParams].some(isOuter)
  );
}

/** What an arrow function has of the function around it. */
function isOuter({ type, name }) {
  return ['ThisExpression', 'Super', 'MetaProperty'].includes(type) || (type === 'Identifier' && name === 'arguments');
}
