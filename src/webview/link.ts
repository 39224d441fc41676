import { element } from './dom.ts';

/** A text that leads somewhere in the editor. */
export function link(text: string, follow: () => void): HTMLElement {
  const made = element('a', '', { href: '#' }, text);
  made.addEventListener('click', (event) => {
    event.preventDefault();
    event.stopPropagation(); // VS Code would open the address
    follow();
  });
  return made;
}
