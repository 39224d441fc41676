/** Edits of a script's text by its syntax tree (acorn's nodes). */

/** @typedef {{ start: number, end: number, text: string | (() => string) }} Edit Where nothing is replaced, it inserts. */

/**
 * `(from, to)` → that part of the source with the edits in it. What is within the range of another edit is left out.
 * @param {readonly Edit[]} edits
 */
export function renderWith(source, edits) {
  const inOrder = edits.toSorted(
    (one, other) => one.start - other.start || isInsertion(other) - isInsertion(one) || other.end - one.end,
  );
  return (from, to) => {
    let text = '';
    let at = from;
    for (const edit of inOrder) {
      if (edit.start < at || edit.end > to) continue;
      text += source.slice(at, edit.start) + (typeof edit.text === 'string' ? edit.text : edit.text());
      at = edit.end;
    }
    return text + source.slice(at, to);
  };
}

const isInsertion = ({ start, end }) => Number(start === end);

/** The node itself, and all below it but what `isLeftOut`. */
export function* nodesIn(node, isLeftOut = () => false) {
  if (isLeftOut(node)) return;
  yield node;
  for (const child of childrenOf(node)) yield* nodesIn(child, isLeftOut);
}

/** Without functions and classes, which have a `this` of their own. */
export function ownNodesIn(node) {
  return nodesIn(node, ({ type }) => type.startsWith('Function') || type.startsWith('Class'));
}

export const isClass = ({ type }) => type === 'ClassDeclaration' || type === 'ClassExpression';

export function* childrenOf(node) {
  for (const value of Object.values(node)) {
    for (const child of [value].flat()) if (typeof child?.type === 'string') yield child;
  }
}
