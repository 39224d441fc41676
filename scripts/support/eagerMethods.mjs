/**
 * Methods as function expressions, so that V8 compiles them with their file (eagerFunctions.mjs): it puts off a method
 * until it is called, whatever stands around it. A public one is put on its prototype when the class is made; a private
 * one becomes a function that is given the object. Both stand in the class, so that they may do what a method may. Those of
 * objects become functions where they are.
 */
import { isClass, nodesIn, ownNodesIn } from './sourceEdits.mjs';

const SELF = '__self';
const PUT = `var __methods=(function(owner,methods){
for(const key of Object.keys(methods))
Object.defineProperty(owner,key,{value:methods[key],writable:true,configurable:true})
});`.replaceAll('\n', ' ');

/**
 * @param program The syntax tree of a script.
 * @param isCalled Tells of a range of it, as V8's coverage has it, whether it is a function that is called.
 * @param render Renders a part of the source with all edits.
 * @returns The edits, and what has to be declared before all else.
 */
export function eagerMethods(source, program, isCalled, render) {
  if (source.includes(SELF)) throw new Error(`${SELF} is a name of its own in the source`);
  const classes = topLevelClasses(program).map((owner) => movedIn(source, owner, isCalled));
  const inObjects = [...nodesIn(program)].filter(
    (node) => node.type === 'Property' && node.method && isCalled(node.start, node.end) && isIndependent(node.value),
  );
  const variables = classes.flatMap(({ hidden }) => hidden.map(({ variable }) => `var ${variable};`));
  const edits = [
    ...classes.flatMap((one) => editsFor(source, one, render)),
    ...inObjects.map((node) => ({ start: node.start, end: node.end, text: () => property(source, node, render) })),
  ];
  return { edits, before: [PUT, ...variables].join('') };
}

function property(source, { key, computed, value }, render) {
  const name = computed ? `[${render(key.start, key.end)}]` : source.slice(key.start, key.end);
  return `${name}:${expression(value, render)}`;
}

function expression({ async: isAsync, generator, start, end }, render) {
  return `(${isAsync ? 'async ' : ''}function${generator ? '*' : ''}${render(start, end)})`;
}

function* namedClasses(program) {
  for (const node of program.body) {
    if (node.type === 'ClassDeclaration') yield [node.id.name, node];
    for (const { id, init } of node.declarations ?? []) if (init?.type === 'ClassExpression') yield [id.name, init];
  }
}

const topLevelClasses = (program) => [...namedClasses(program)].map(([name, node]) => ({ name, node }));

/** Which of a class's methods are moved: `open` ones, and `hidden` ones with their variables and calls. */
function movedIn(source, { name, node }, isCalled) {
  const called = node.body.body.filter((one) => isCalled(nameStart(source, one), one.end) && isMovable(one));
  const calls = callsOfPrivate(node);
  const hidden = called
    .filter((method) => isPrivate(method) && !method.static && calls.get(method.key.name) !== undefined)
    .map((method) => ({
      method,
      variable: freeName(source, `${name}_${method.key.name}`),
      calls: calls.get(method.key.name),
    }));
  return { node, open: called.filter((method) => !isPrivate(method)), hidden };
}

function isMovable({ type, kind, computed, value }) {
  return type === 'MethodDefinition' && kind === 'method' && !computed && isIndependent(value);
}

/** Whether a method means the same as a function expression. */
function isIndependent(value) {
  return ![...ownNodes(value)].some(
    ({ type: one, name }) => ['Super', 'MetaProperty'].includes(one) || (one === 'Identifier' && name === 'arguments'),
  );
}

const isPrivate = ({ key }) => key.type === 'PrivateIdentifier';

/** Where V8 has it that a method begins. */
function nameStart(source, { start, end, static: isStatic }) {
  return isStatic ? start + source.slice(start, end).search(/(?<=^static\s+)\S/) : start;
}

function* ownNodes({ params, body }) {
  for (const node of [...params, body]) yield* ownNodesIn(node);
}

/** By name, the calls of private methods; not of those that something else is done with. */
function callsOfPrivate(owner) {
  const nodes = [...nodesIn(owner.body)];
  const calls = new Map(nodes.filter(isPrivateCall).map(({ callee }) => [callee.property.name, []]));
  for (const call of nodes.filter(isPrivateCall)) calls.get(call.callee.property.name).push(call);
  const mentions = nodes.filter(({ type }) => type === 'PrivateIdentifier');
  const isOnlyCalled = ([name, found]) => mentions.filter((one) => one.name === name).length === found.length + 1;
  const hasClass = nodes.some(isClass); // whose names may be the same
  return hasClass ? new Map() : new Map([...calls].filter(isOnlyCalled));
}

function isPrivateCall(node) {
  return node.type === 'CallExpression' && node.callee.property?.type === 'PrivateIdentifier' && !isOptional(node);
}

/** Whether the call is left out where something before it is null: `a?.b.#call()`. */
function isOptional({ type, optional, callee, object }) {
  if (type !== 'CallExpression' && type !== 'MemberExpression') return false;
  return optional || isOptional(callee ?? object);
}

function freeName(source, name) {
  return source.includes(name) ? freeName(source, `${name}_`) : name;
}

function editsFor(source, { node, open, hidden }, render) {
  const methods = [...open, ...hidden.map(({ method }) => method)];
  if (methods.length === 0) return [];
  const at = node.body.start + 1;
  return [
    { start: at, end: at, text: () => `static{${placedText(source, open, hidden, render)}}` },
    ...methods.map(({ start, end }) => ({ start, end, text: '' })),
    ...hidden.flatMap(({ method }) => withSelf(method.value)),
    ...hidden.flatMap(({ calls, variable }) => calls.flatMap((call) => asCall(source, call, variable))),
  ];
}

function placedText(source, open, hidden, render) {
  const put = (owner, methods) => {
    const properties = methods.map((method) => property(source, method, render));
    return properties.length === 0 ? '' : `__methods(${owner},{${properties}});`;
  };
  return (
    hidden.map(({ method, variable }) => `${variable}=${expression(method.value, render)};`).join('') +
    put('this.prototype', open.filter((method) => !method.static)) + // prettier-ignore
    put('this', open.filter((method) => method.static)) // prettier-ignore
  );
}

/** The edits by which a function is given as its first argument what a method has as `this`. */
function withSelf(method) {
  const { start, params } = method;
  const own = [...ownNodes(method)].filter(({ type }) => type === 'ThisExpression');
  return [
    { start: start + 1, end: start + 1, text: params.length === 0 ? SELF : `${SELF},` },
    ...own.map((node) => ({ start: node.start, end: node.end, text: SELF })),
  ];
}

/** The edits that make `variable(object, …)` of `object.#method(…)`. */
function asCall(source, { start, callee, arguments: given }, variable) {
  const { property } = callee;
  const dot = source.lastIndexOf('.', property.start);
  const open = source.indexOf('(', property.end);
  return [
    { start, end: start, text: `${variable}(` },
    { start: dot, end: open + 1, text: given.length === 0 ? '' : ',' },
  ];
}
