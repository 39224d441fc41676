/**
 * esbuild's `keepNames` gives each function and class the name that it has in its source, by a call of `__name` when the
 * code is run: also to those that have it by themselves, which are nearly all. A process would spend 0.5 ms of its start
 * with that, and a pool some of each task.
 */
import { parse } from 'acorn';
import { childrenOf, isClass, renderWith } from './sourceEdits.mjs';

/** @param source A script of esbuild's. @returns The same without the calls that change nothing. */
export function withoutRedundantNames(source) {
  const program = parse(source, { ecmaVersion: 'latest', sourceType: 'script' });
  const edits = [...redundantIn(program, null)].map(({ node, kept }) => ({
    start: node.start,
    end: node.end,
    text: kept === null ? '' : () => render(kept.start, kept.end),
  }));
  const render = renderWith(source, edits);
  return render(0, source.length);
}

/** What is to be replaced, each with the node that is left of it. */
function* redundantIn(node, parent) {
  yield* redundant(node, parent);
  for (const child of childrenOf(node)) yield* redundantIn(child, node);
}

function* redundant(node, parent) {
  if (isClass(node)) {
    const name = node.id?.name ?? nameFrom(parent, node);
    for (const member of node.body.body) if (namesThis(member, name)) yield { node: member, kept: null };
  } else if (node.type === 'ExpressionStatement') {
    const [named, name] = namedBy(node.expression);
    if (named?.type === 'Identifier' && named.name === name) yield { node, kept: null };
  } else {
    const [named, name] = namedBy(node);
    if (named !== undefined && isFunction(named) && ownName(named, nameFrom(parent, node)) === name)
      yield { node, kept: named };
  }
}

/** `static { __name(this, 'name') }` */
function namesThis({ type, body }, className) {
  if (type !== 'StaticBlock' || body.length !== 1) return false;
  const [named, name] = namedBy(body[0].expression);
  return named?.type === 'ThisExpression' && name === className;
}

/** Of `__name(what, 'name')`. */
function namedBy(node) {
  const isNaming = node?.type === 'CallExpression' && node.callee.name === '__name';
  return isNaming ? [node.arguments[0], node.arguments[1].value] : [];
}

const isFunction = ({ type }) => /^(Arrow)?FunctionExpression$/.test(type);

const ownName = (node, fromParent) => node.id?.name ?? fromParent;

/** The name that JavaScript gives a function or class that stands there, by what it is the value of. */
function nameFrom(parent, node) {
  if (parent?.type === 'VariableDeclarator' && parent.init === node) return parent.id.name;
  if (parent?.type === 'AssignmentExpression' && parent.operator === '=' && parent.right === node)
    return parent.left.name;
  if (parent?.value !== node || parent.computed) return undefined;
  const isField = parent.type === 'PropertyDefinition' || (parent.type === 'Property' && parent.kind === 'init');
  if (!isField) return undefined;
  return parent.key.type === 'PrivateIdentifier' ? `#${parent.key.name}` : (parent.key.name ?? parent.key.value);
}
