import { l10n } from '../base/l10n.ts';
import type { EnvironmentMessage, RunRemedy } from '../tree/messages.ts';
import { element, icon, setAttribute, setHidden, setText } from './dom.ts';

export type EmptyViewRequest = 'runCurrentFile' | 'openExample' | RunRemedy;

const titles: Readonly<Record<RunRemedy, () => string>> = {
  manageTrust: () => l10n.t('Manage Workspace Trust'),
  openNodePath: () => l10n.t('Open Setting'),
};

/** What stands in the view when there is no process: what will be here, and how to begin. */
export class EmptyView {
  readonly element = element('div', 'empty');
  readonly #welcome = element('div', 'welcome');
  readonly #blocked = element('p', 'blocked', {}, icon('warning'));
  readonly #reason = element('span');
  readonly #help = element('button', 'primary', { type: 'button' });
  readonly #helpLine = element('div', 'buttons', {}, this.#help);
  #remedy: RunRemedy | null = null;
  readonly #run = element('button', 'primary', { type: 'button' }, l10n.t('Run Current File'));

  /** @param ask Called when the user wants one of these. */
  constructor(ask: (request: EmptyViewRequest) => void) {
    const example = element('button', 'secondary', { type: 'button' }, l10n.t('Open an Example'));
    this.#run.addEventListener('click', () => ask('runCurrentFile'));
    example.addEventListener('click', () => ask('openExample'));
    this.#welcome.append(
      element(
        'p',
        '',
        {},
        l10n.t('Run a script to see its processes here, live, and to terminate or join each of them.'),
      ),
      element('div', 'buttons', {}, this.#run, example),
    );
    this.#help.addEventListener('click', () => this.#remedy && ask(this.#remedy));
    this.#blocked.append(this.#reason);
    this.element.append(this.#welcome, this.#blocked, this.#helpLine);
    this.show({ type: 'environment', runBlocked: null, remedy: null, currentFile: null });
  }

  show({ runBlocked, remedy, currentFile }: EnvironmentMessage): void {
    setHidden(this.#welcome, runBlocked !== null);
    setHidden(this.#blocked, runBlocked === null);
    this.#remedy = remedy;
    setHidden(this.#helpLine, remedy === null);
    setText(this.#help, remedy === null ? '' : titles[remedy]());
    setText(this.#reason, runBlocked ?? '');
    const title = currentFile === null ? l10n.t('Choose a script to run') : l10n.t('Run {0}', currentFile);
    setAttribute(this.#run, 'title', title);
  }

  takeFocus(): void {
    (this.#remedy === null ? this.#run : this.#help).focus();
  }
}
