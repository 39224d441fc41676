import { l10n } from '../base/l10n.ts';
import type { RowCommand, ToWebview } from '../tree/messages.ts';
import { haltLocation } from '../tree/haltText.ts';
import { counts } from '../tree/status.ts';
import type { RowLocation } from '../tree/processRow.ts';
import { assertNever } from '../base/assertNever.ts';
import { Announcer } from './announcer.ts';
import { commandRefusal, openWaitRefusal } from './commandRefusal.ts';
import { Details } from './details.ts';
import { element, setHidden } from './dom.ts';
import { EmptyView } from './emptyView.ts';
import { Header } from './header.ts';
import { RowNotices } from './rowNotices.ts';
import { RowStore, type RowChange } from './rowStore.ts';
import { rowTooltip } from './rowText.ts';
import { StatusLine } from './statusLine.ts';
import { Treegrid } from './treegrid.ts';
import { TreeModel } from './treeModel.ts';
import { parseViewState, ViewStateKeeper } from './viewState.ts';
import type { VsCodeApi } from './vscodeApi.ts';

/** The whole view: takes the host's messages, shows its rows, and tells it what the user asks for. */
export class ProcessView {
  readonly element = element('main', 'view');
  readonly #api: VsCodeApi;
  readonly #store = new RowStore();
  readonly #model: TreeModel;
  readonly #keeper: ViewStateKeeper;
  readonly #header: Header;
  readonly #grid: Treegrid;
  readonly #details: Details;
  readonly #empty: EmptyView;
  readonly #noMatch = element('p', 'no-match', {}, l10n.t('No process matches the filter.'));
  readonly #processes = element('div', 'processes');
  readonly #statusLine = new StatusLine();
  readonly #notices = new RowNotices(this.#statusLine, (id) => this.#model.row(id));
  readonly #announcer = new Announcer();
  readonly #fresh = new Set<string>();
  /** The row to reveal, as soon as it is there; at the top, where the host asks for it. */
  #reveal: { readonly id: string; readonly atTop: boolean } | null = null;
  /** Where the list was before a reload; null once it is there again. */
  #scrollTop: number | null;
  #frame: number | undefined;
  #toldSelection: string | null = null;

  constructor(api: VsCodeApi) {
    this.#api = api;
    const state = parseViewState(api.getState());
    this.#model = new TreeModel(this.#store, state);
    this.#scrollTop = state.scrollTop;
    this.#keeper = new ViewStateKeeper(api, () => this.#state());
    this.#header = new Header(
      { filter: (text) => this.#setFilter(text), leaveFilter: () => this.#grid.takeFocus() },
      state.filter,
    );
    this.#grid = this.#makeGrid();
    this.#details = this.#makeDetails({ open: state.detailsOpen, height: state.detailsHeight });
    this.#empty = new EmptyView({
      runCurrentFile: () => api.post({ type: 'runCurrentFile' }),
      openExample: () => api.post({ type: 'openExample' }),
      manageTrust: () => api.post({ type: 'manageTrust' }),
    });
    this.#assemble();
    addEventListener('focus', () => this.#takeFocus());
  }

  receive(message: ToWebview): void {
    switch (message.type) {
      case 'snapshot':
        return this.#changed(this.#store.applySnapshot(message), 'snapshot');
      case 'patch': {
        const changes = this.#store.applyPatch(message);
        return changes ? this.#changed(changes, 'patch') : this.#api.post({ type: 'ready' });
      }
      case 'reveal':
        this.#reveal = { id: message.id, atTop: true };
        return this.#requestRender();
      case 'status':
        return this.#statusLine.set('host', message.status);
      case 'environment':
        return this.#empty.show(message);
      case 'viewAction':
        return this.#viewAction(message.action);
      default:
        return assertNever(message);
    }
  }

  #makeGrid(): Treegrid {
    return new Treegrid({
      select: (id) => this.#select(id),
      setExpanded: (ids, expanded) => {
        if (!this.#model.collapsible) return;
        this.#model.setExpanded(ids, expanded);
        this.#keeper.changed();
        this.#render(); // at once: the next key is about what it leaves
      },
      command: (command, id) => this.#command(command, id),
      openWait: (id) => this.#openWait(id),
      focusFilter: () => this.#header.focusFilter(),
      scrolled: () => this.#keeper.changed(),
      tooltip: (id) => {
        const row = this.#model.row(id);
        return row ? rowTooltip(row, this.#model.row(row.parentId)) : '';
      },
    });
  }

  #makeDetails(state: { readonly open: boolean | null; readonly height: number }): Details {
    const handlers = {
      changed: () => this.#keeper.changed(),
      open: (location: RowLocation) => this.#open(location),
      known: (id: string) => this.#model.row(id) !== undefined,
      reveal: (id: string) => {
        this.#reveal = { id, atTop: false };
        this.#requestRender();
      },
      room: () => document.documentElement.clientHeight,
    };
    return new Details(handlers, state);
  }

  // Nothing is seen until the first snapshot tells whether there is a process.
  #assemble(): void {
    this.#processes.append(this.#header.element, this.#noMatch, this.#grid.element, this.#details.element);
    this.#processes.hidden = true;
    this.#empty.element.hidden = true;
    const title = element('h1', 'visually-hidden', {}, l10n.t('Process Tree'));
    this.element.append(title, this.#processes, this.#empty.element, this.#statusLine.element, this.#announcer.element);
  }

  #changed(changes: readonly RowChange[], cause: 'snapshot' | 'patch'): void {
    if (cause === 'patch') {
      for (const { before, after } of changes) if (!before) this.#fresh.add(after.id);
      this.#announcer.add(changes);
    }
    this.#notices.changed(changes);
    this.#requestRender();
  }

  // Once a frame, however many patches come in it.
  #requestRender(): void {
    if (this.#frame !== undefined) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = undefined;
      this.#render();
    });
  }

  #render(): void {
    if (this.#store.rows.size === 0 && !this.#store.inStep) return;
    const hadFocus = this.#processes.contains(document.activeElement);
    const revealed = this.#applyReveal();
    if (this.#model.selected !== null && !this.#model.selectedRow) this.#model.selected = null;
    this.#tellSelection();
    const isEmpty = this.#store.rows.size === 0;
    setHidden(this.#processes, isEmpty);
    setHidden(this.#empty.element, !isEmpty);
    if (isEmpty && hadFocus) this.#empty.takeFocus();
    this.#renderProcesses();
    if (revealed !== null) this.#grid.reveal(revealed.id, revealed.atTop);
    if (document.hasFocus()) this.#takeFocus();
  }

  // The editor focuses only the document; the keyboard belongs to a row, or to the button of the empty view.
  #takeFocus(): void {
    if (document.activeElement !== document.body) return;
    if (this.#processes.hidden) this.#empty.takeFocus();
    else this.#grid.takeFocusInPlace();
  }

  #renderProcesses(): void {
    const items = this.#model.visible();
    const { selected, selectedRow, collapsible } = this.#model;
    this.#header.showCounts(counts(this.#store.rows.values()));
    setHidden(this.#noMatch, items.length > 0);
    setHidden(this.#grid.element, items.length === 0);
    this.#grid.show({ items, selected, fresh: this.#fresh, collapsible });
    this.#fresh.clear();
    if (this.#scrollTop !== null) this.#grid.scrollTop = this.#scrollTop;
    this.#scrollTop = null;
    this.#details.show(selectedRow, this.#model.row(selectedRow?.parentId ?? null));
  }

  // A row may be asked for before the patch that brings it.
  #applyReveal() {
    const reveal = this.#reveal;
    if (reveal === null || !this.#model.row(reveal.id)) return null;
    const { id } = reveal;
    this.#reveal = null;
    this.#model.expandAncestors(id);
    this.#model.selected = id;
    if (!this.#model.visible().some(({ row }) => row.id === id)) this.#header.setFilter('');
    this.#keeper.changed();
    return reveal;
  }

  #tellSelection(): void {
    const { selected } = this.#model;
    if (selected === this.#toldSelection) return;
    this.#toldSelection = selected;
    this.#api.post({ type: 'selection', id: selected });
  }

  #select(id: string): void {
    this.#model.selected = id;
    this.#tellSelection(); // at once: the menu that a right click opens is about it
    this.#viewChanged();
  }

  #setFilter(text: string): void {
    this.#model.filter = text;
    this.#viewChanged();
  }

  #viewAction(action: 'collapseAll' | 'focusFilter'): void {
    if (action === 'focusFilter') return this.#header.focusFilter();
    this.#model.collapseAll();
    this.#viewChanged();
  }

  #viewChanged(): void {
    this.#keeper.changed();
    this.#requestRender();
  }

  #command(command: RowCommand, id: string): void {
    const row = this.#model.row(id);
    if (!row) return;
    if (!this.#notices.refuse(row, commandRefusal(command, row))) this.#api.post({ type: 'command', command, id });
  }

  #openWait(id: string): void {
    const row = this.#model.row(id);
    if (row) this.#notices.refuse(row, openWaitRefusal(row));
    const location = row && haltLocation(row);
    if (location) this.#open(location);
  }

  #open({ url, line, column }: RowLocation): void {
    this.#api.post({ type: 'open', url, line, column });
  }

  #state() {
    const { collapsed, selected, filter } = this.#model;
    const { open, height } = this.#details.state;
    const scrollTop = this.#scrollTop ?? this.#grid.scrollTop;
    return { collapsed, selected, filter, scrollTop, detailsOpen: open, detailsHeight: height };
  }
}
