import { l10n } from '../base/l10n.ts';
import { element, setAttribute } from './dom.ts';

export type TabId = 'tree' | 'timeline';

interface Tab {
  readonly id: TabId;
  readonly button: HTMLButtonElement;
  readonly panel: HTMLElement;
}

const IDS: readonly TabId[] = ['tree', 'timeline'];

/** The switch between the tree and the timeline, and the panels of both, one of which is shown. */
export class Tabs {
  readonly element = element('div', 'tabs', { role: 'tablist', 'aria-label': l10n.t('Show processes as') });
  readonly panels = element('div', 'panels');
  readonly #chosen: (id: TabId) => void;
  readonly #tabs: readonly Tab[];
  #current: TabId;

  /** @param chosen The user has chosen another one. */
  constructor(current: TabId, contents: Readonly<Record<TabId, HTMLElement>>, chosen: (id: TabId) => void) {
    const titles = { tree: l10n.t('Tree'), timeline: l10n.t('Timeline') };
    this.#current = current;
    this.#chosen = chosen;
    this.#tabs = IDS.map((id) => makeTab(id, titles[id], contents[id]));
    for (const { id, button, panel } of this.#tabs) {
      button.addEventListener('click', () => this.#choose(id));
      this.element.append(button);
      this.panels.append(panel);
    }
    this.element.addEventListener('keydown', (event) => this.#onKeyDown(event));
    this.show(current);
  }

  get current(): TabId {
    return this.#current;
  }

  show(current: TabId): void {
    this.#current = current;
    for (const { id, button, panel } of this.#tabs) {
      setAttribute(button, 'aria-selected', `${id === current}`);
      setAttribute(button, 'tabindex', id === current ? '0' : '-1');
      panel.hidden = id !== current;
    }
  }

  #choose(id: TabId): void {
    if (id === this.#current) return;
    this.show(id);
    this.#chosen(id);
  }

  #onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const index = IDS.indexOf(this.#current);
    const next = { ArrowRight: index + 1, ArrowLeft: index + IDS.length - 1, Home: 0, End: IDS.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const tab = this.#tabs[next % IDS.length];
    tab?.button.focus();
    if (tab) this.#choose(tab.id);
  }
}

function makeTab(id: TabId, title: string, content: HTMLElement): Tab {
  const names = { button: `tab-${id}`, panel: `panel-${id}` };
  const button = element('button', 'tab', { type: 'button', role: 'tab', id: names.button }, title);
  button.setAttribute('aria-controls', names.panel);
  const attributes = { role: 'tabpanel', id: names.panel, 'aria-labelledby': names.button };
  return { id, button, panel: element('div', 'panel', attributes, content) };
}
