type Attributes = Readonly<Record<string, string>>;

/** Makes an element; strings among the children become text, never markup. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className = '',
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** A codicon, which says nothing to a screen reader. */
export function icon(name: string, className = ''): HTMLSpanElement {
  return element('span', `codicon codicon-${name} ${className}`.trim(), { 'aria-hidden': 'true' });
}

// The setters below leave the document alone when nothing changes: a write drops text selections and costs a layout.

export function setText(target: Element, text: string): void {
  if (target.textContent !== text) target.textContent = text;
}

/** null removes the attribute. */
export function setAttribute(target: Element, name: string, value: string | null): void {
  if (value === null) target.removeAttribute(name);
  else if (target.getAttribute(name) !== value) target.setAttribute(name, value);
}

export function setClass(target: Element, className: string): void {
  if (target.className !== className) target.className = className;
}

/** Shows or hides without taking the place in the document from it. */
export function setHidden(target: HTMLElement, hidden: boolean): void {
  if (target.hidden !== hidden) target.hidden = hidden;
}
