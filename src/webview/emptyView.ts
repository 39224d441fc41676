import type { EnvironmentMessage } from '../tree/messages.ts';
import { element, icon, setAttribute, setHidden, setText } from './dom.ts';

export interface EmptyViewHandlers {
  runCurrentFile(): void;
  openExample(): void;
}

/** What stands in the view when there is no process: what will be here, and how to begin. */
export class EmptyView {
  readonly element = element('div', 'empty');
  readonly #welcome = element('div', 'welcome');
  readonly #blocked = element('p', 'blocked', {}, icon('warning'));
  readonly #reason = element('span');
  readonly #run = element('button', 'primary', { type: 'button' }, 'Run Current File');

  constructor(handlers: EmptyViewHandlers) {
    const example = element('button', 'secondary', { type: 'button' }, 'Open an Example');
    this.#run.addEventListener('click', () => handlers.runCurrentFile());
    example.addEventListener('click', () => handlers.openExample());
    this.#welcome.append(
      element('p', '', {}, 'Run a script to see its processes here, live, and to terminate or join each of them.'),
      element('div', 'buttons', {}, this.#run, example),
    );
    this.#blocked.append(this.#reason);
    this.element.append(this.#welcome, this.#blocked);
    this.show({ type: 'environment', runBlocked: null, currentFile: null });
  }

  show({ runBlocked, currentFile }: EnvironmentMessage): void {
    setHidden(this.#welcome, runBlocked !== null);
    setHidden(this.#blocked, runBlocked === null);
    setText(this.#reason, runBlocked ?? '');
    setAttribute(this.#run, 'title', currentFile === null ? 'Choose a script to run' : `Run ${currentFile}`);
  }

  takeFocus(): void {
    this.#run.focus();
  }
}
