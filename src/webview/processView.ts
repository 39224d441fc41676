import { l10n } from '../base/l10n.ts';
import type { ToWebview, ViewAction } from '../tree/messages.ts';
import { counts } from '../tree/status.ts';
import type { GridLayout } from '../tree/gridLayout.ts';
import type { RowLocation } from '../tree/processRow.ts';
import { assertNever } from '../base/assertNever.ts';
import { Announcer } from './announcer.ts';
import { clock } from './clock.ts';
import { Details } from './details.ts';
import { element, setHidden } from './dom.ts';
import { EmptyView } from './emptyView.ts';
import { Follow } from './follow.ts';
import { Header } from './header.ts';
import { makePanels } from './makePanels.ts';
import type { Panels } from './panels.ts';
import { RecordingBanner } from './recordingBanner.ts';
import { RowNotices } from './rowNotices.ts';
import { RowRequests } from './rowRequests.ts';
import { OncePerFrame } from './oncePerFrame.ts';
import { Reordering } from './reordering.ts';
import { RowReveal } from './rowReveal.ts';
import { RowUpdates } from './rowUpdates.ts';
import { RowStore, type RowChange } from './rowStore.ts';
import type { SelectHow } from './selection.ts';
import { StatusLine } from './statusLine.ts';
import { TreeModel } from './treeModel.ts';
import { parseViewState, ViewStateKeeper, type ViewState } from './viewState.ts';
import type { VsCodeApi } from './vscodeApi.ts';

/** The whole view: takes the host's messages, shows its rows, and tells it what the user asks for. */
export class ProcessView {
  readonly element = element('main', 'view');
  readonly #api: VsCodeApi;
  readonly #store = new RowStore();
  readonly #model: TreeModel;
  readonly #keeper: ViewStateKeeper;
  readonly #header: Header;
  readonly #panels: Panels;
  readonly #details: Details;
  readonly #empty: EmptyView;
  readonly #noMatch = element('p', 'no-match', {}, l10n.t('No process matches the filter.'));
  readonly #processes = element('div', 'processes');
  readonly #statusLine = new StatusLine((ids) => this.#requests.command('kill', ids));
  readonly #notices = new RowNotices(this.#statusLine, (id) => this.#model.row(id));
  readonly #requests: RowRequests;
  readonly #banner = new RecordingBanner(() => this.#api.post({ type: 'closeRecording' }));
  readonly #announcer = new Announcer();
  readonly #fresh = new Set<string>();
  readonly #reveal = new RowReveal();
  readonly #updates = new RowUpdates(this.#store, {
    changed: (changes, cause) => this.#changed(changes, cause),
    askAnew: () => this.#api.post({ type: 'ready' }),
    toggled: () => this.#panels.takeFocus(),
  });
  readonly #reordering: Reordering;
  readonly #follow: Follow;
  readonly #rendering = new OncePerFrame(() => this.#render());

  constructor(api: VsCodeApi) {
    this.#api = api;
    this.#requests = new RowRequests(api, this.#notices, (id) => this.#model.row(id));
    const state = parseViewState(api.getState());
    this.#model = new TreeModel(this.#store, state);
    this.#follow = new Follow(state.follow);
    this.#reordering = new Reordering(this.#model, {
      hovered: () => this.#panels.hovered,
      focused: () => this.#panels.focused,
      reordered: () => this.#rendering.request(),
    });
    this.#keeper = new ViewStateKeeper(api, () => this.#state());
    this.#panels = this.#makePanels(state);
    this.#header = new Header(
      {
        filter: (text) => this.#setFilter(text),
        leaveFilter: () => this.#panels.takeFocus(),
        toggleFollow: () => this.#toggleFollow(),
      },
      state.filter,
      this.#panels.tabs.element,
    );
    this.#details = this.#makeDetails({ open: state.detailsOpen, height: state.detailsHeight });
    this.#empty = new EmptyView((type) => api.post({ type }));
    this.#assemble();
    addEventListener('focus', () => this.#takeFocus());
  }

  receive(message: ToWebview): void {
    switch (message.type) {
      case 'snapshot':
      case 'patch':
        return this.#updates.receive(message);
      case 'lives':
        this.#panels.receiveLives(message);
        return this.#rendering.request();
      case 'recording':
        clock.stop(message.recording?.savedAt ?? null);
        return this.#banner.show(message.recording);
      case 'reveal':
        this.#reveal.wanted = { id: message.id, atTop: true };
        return this.#rendering.request();
      case 'status':
        return this.#statusLine.set('host', message.status);
      case 'environment':
        return this.#empty.show(message);
      case 'viewAction':
        return this.#viewAction(message.action);
      case 'layout':
        return this.#setLayout(message.layout);
      case 'output':
        return this.#details.showOutput(message);
      default:
        return assertNever(message);
    }
  }

  #makePanels(state: ViewState): Panels {
    const requests = {
      select: (id: string, how: SelectHow, from?: string) =>
        this.#select(() => this.#model.selection.select(id, how, from)),
      selectAll: () => this.#select(() => this.#model.selection.all()),
      setExpanded: (ids: readonly string[], expanded: boolean, deep = false) => this.#setExpanded(ids, expanded, deep),
      changeLayout: (layout: GridLayout) => {
        this.#setLayout(layout);
        this.#api.post({ type: 'layout', widths: layout.widths, sort: layout.sort });
      },
      showInTree: (id: string) => this.#showInTree(id),
      focusFilter: () => this.#header.focusFilter(),
      looked: () => this.#stopFollowing(),
      switched: () => this.#renderNow(),
      changed: () => this.#keeper.changed(),
    };
    return makePanels(requests, { api: this.#api, model: this.#model, requests: this.#requests }, state);
  }

  #makeDetails(state: { readonly open: boolean | null; readonly height: number }): Details {
    const handlers = {
      changed: () => this.#keeper.changed(),
      open: (location: RowLocation) => this.#requests.open(location),
      showOutput: (id: string) => this.#requests.command('showOutput', [id]),
      known: (id: string) => this.#model.row(id) !== undefined,
      reveal: (id: string) => this.#revealLater(id),
      room: () => document.documentElement.clientHeight,
    };
    return new Details(handlers, state);
  }

  // Nothing is seen until the first snapshot tells whether there is a process.
  #assemble(): void {
    this.#processes.append(
      this.#header.element,
      this.#updates.banner,
      this.#noMatch,
      this.#panels.tabs.panels,
      this.#details.element,
    );
    this.#processes.hidden = true;
    this.#empty.element.hidden = true;
    const title = element('h1', 'visually-hidden', {}, l10n.t('Process Tree'));
    this.element.append(
      title,
      this.#banner.element,
      this.#processes,
      this.#empty.element,
      this.#statusLine.element,
      this.#announcer.element,
    );
  }

  #changed(changes: readonly RowChange[], cause: 'snapshot' | 'patch'): void {
    this.#model.note(changes, cause);
    this.#follow.changed(changes);
    if (cause === 'patch') {
      for (const { before, after } of changes) if (!before) this.#fresh.add(after.id);
      this.#announcer.add(changes);
    }
    this.#notices.changed(changes);
    if (cause === 'snapshot') this.#panels.restarted();
    this.#rendering.request();
  }

  #render(): void {
    if (this.#store.rows.size === 0 && !this.#store.inStep) return;
    const hadFocus = this.#processes.contains(document.activeElement);
    const revealed = this.#reveal.take(this.#model, () => this.#header.setFilter(''));
    if (revealed) this.#keeper.changed();
    this.#model.selection.settle((id) => this.#model.has(id));
    this.#tellSelection();
    const isEmpty = this.#store.rows.size === 0;
    setHidden(this.#processes, isEmpty);
    setHidden(this.#empty.element, !isEmpty);
    if (isEmpty && hadFocus) this.#empty.takeFocus();
    this.#renderProcesses();
    if (revealed !== null) this.#panels.reveal(revealed.id, revealed.atTop);
    const followed = this.#follow.take();
    if (followed !== null) this.#panels.follow(this.#model.standIns(followed));
    if (document.hasFocus()) this.#takeFocus();
  }

  // The editor focuses only the document; the keyboard belongs to a row, or to the button of the empty view.
  #takeFocus(): void {
    if (document.activeElement !== document.body) return;
    if (this.#processes.hidden) this.#empty.takeFocus();
    else this.#panels.takeFocusInPlace();
  }

  #renderProcesses(): void {
    this.#model.isRolled = this.#panels.tabs.current === 'tree';
    const items = this.#model.visible();
    this.#reordering.shown();
    const { selected, selectedRow, collapsible } = this.#model;
    const { ids: selection } = this.#model.selection;
    this.#header.showCounts(counts(this.#store.rows.values()), this.#model.matches);
    this.#header.showFollowing(this.#panels.tabs.current === 'tree' ? this.#follow.isOn : null);
    setHidden(this.#noMatch, items.length > 0);
    this.#panels.show({ items, selected, selection, fresh: this.#fresh, collapsible, rows: this.#store.rows });
    this.#fresh.clear();
    this.#details.selectedCount = selection.size;
    this.#details.show(selectedRow, this.#model.parentOf(selected), this.#model.groupOf(selected));
  }

  #toggleFollow(): void {
    if (!this.#follow.stop()) this.#follow.start(this.#store.rows.values());
    this.#viewChanged();
  }

  #stopFollowing(): void {
    if (this.#follow.stop()) this.#viewChanged();
  }

  #select(change: () => void): void {
    this.#stopFollowing();
    change();
    this.#tellSelection(); // at once: the menu that a right click opens is about it
    this.#viewChanged();
  }

  #tellSelection(): void {
    const { lead: selected, ids: selection } = this.#model.selection;
    this.#requests.tellSelection(this.#model.processesOf(selected === null ? [] : [selected, ...selection]));
  }

  /** The processes that a row stands for. */
  processesOf(id: string): readonly string[] {
    return this.#model.processesOf([id]);
  }

  #setExpanded(ids: readonly string[], expanded: boolean, deep: boolean): void {
    if (!this.#model.collapsible) return;
    this.#model.setExpanded(deep ? this.#model.parentsFrom(ids) : ids, expanded);
    this.#renderNow();
  }

  // The next key is about what it leaves.
  #renderNow(): void {
    this.#keeper.changed();
    this.#render();
  }

  #revealLater(id: string): void {
    this.#reveal.wanted = { id, atTop: false };
    this.#rendering.request();
  }

  #showInTree(id: string): void {
    this.#revealLater(id);
    this.#panels.showTab('tree');
    this.#panels.takeFocus();
  }

  #setLayout(layout: GridLayout): void {
    this.#model.sort = layout.sort;
    this.#model.rollUp = layout.rollUp;
    this.#panels.layout = layout;
    this.#rendering.request();
  }

  #setFilter(text: string): void {
    this.#model.filter = text;
    this.#viewChanged();
  }

  #viewAction(action: ViewAction): void {
    if (action === 'showTimeline') return this.#panels.showTab('timeline');
    if (action === 'focusFilter') return this.#header.focusFilter();
    if (action === 'togglePause') return this.#updates.togglePause();
    if (action === 'toggleFollow') return this.#toggleFollow();
    this.#model.collapseAll();
    this.#viewChanged();
  }

  #viewChanged(): void {
    this.#keeper.changed();
    this.#rendering.request();
  }

  #state() {
    const { collapsed, opened, selected, filter } = this.#model;
    const { ids: selection } = this.#model.selection;
    const { open, height } = this.#details.state;
    const several = selection.size > 1 ? [...selection] : [];
    return {
      collapsed,
      opened,
      selected,
      selection: several,
      filter,
      follow: this.#follow.isOn,
      ...this.#panels.state,
      detailsOpen: open,
      detailsHeight: height,
    };
  }
}
