import type { ToWebview, ViewAction } from '../tree/messages.ts';
import type { GridLayout } from '../tree/gridLayout.ts';
import type { RowLocation } from '../tree/processRow.ts';
import { assertNever } from '../base/assertNever.ts';
import { Announcer } from './announcer.ts';
import { clock } from './clock.ts';
import { Details, type DetailsState } from './details.ts';
import { EmptyView } from './emptyView.ts';
import { Follow } from './follow.ts';
import { Header } from './header.ts';
import { makePanels, type PanelRequests } from './makePanels.ts';
import type { Panels } from './panels.ts';
import { RecordingBanner } from './recordingBanner.ts';
import { RowNotices } from './rowNotices.ts';
import { RowRequests } from './rowRequests.ts';
import { OncePerFrame } from './oncePerFrame.ts';
import { Reordering } from './reordering.ts';
import { RowReveal } from './rowReveal.ts';
import { RowUpdates } from './rowUpdates.ts';
import { RowStore, type RowChange } from './rowStore.ts';
import { showProcesses } from './showProcesses.ts';
import { StatusLine } from './statusLine.ts';
import { TreeModel } from './treeModel.ts';
import { ViewChoices } from './viewChoices.ts';
import { ViewFrame } from './viewFrame.ts';
import { parseViewState, ViewStateKeeper, type ViewState } from './viewState.ts';
import type { VsCodeApi } from './vscodeApi.ts';

/** The whole view: takes the host's messages, shows its rows, and tells it what the user asks for. */
export class ProcessView {
  readonly #api: VsCodeApi;
  readonly #store = new RowStore();
  readonly #model: TreeModel;
  readonly #keeper: ViewStateKeeper;
  readonly #header: Header;
  readonly #panels: Panels;
  readonly #details: Details;
  readonly #empty: EmptyView;
  readonly #frame: ViewFrame;
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
  readonly #choices: ViewChoices;
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
    this.#choices = new ViewChoices(this.#store, this.#model, this.#follow, {
      selected: () => this.#tellSelection(),
      changed: () => this.#viewChanged(),
      changedNow: () => this.#renderNow(),
    });
    this.#keeper = new ViewStateKeeper(api, () => this.#state());
    this.#panels = this.#makePanels(state);
    this.#header = new Header(
      {
        filter: (text) => this.#choices.filter(text),
        leaveFilter: () => this.#panels.takeFocus(),
        toggleFollow: () => this.#choices.toggleFollow(),
      },
      state.filter,
      this.#panels.tabs.element,
    );
    this.#details = this.#makeDetails({ open: state.detailsOpen, height: state.detailsHeight });
    this.#empty = new EmptyView((type) => api.post({ type }));
    this.#frame = this.#makeFrame();
    addEventListener('focus', () => this.#frame.takeFocus());
  }

  get element(): HTMLElement {
    return this.#frame.element;
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
    const requests: PanelRequests = {
      select: (...row) => this.#choices.select(...row),
      selectAll: () => this.#choices.selectAll(),
      setExpanded: (...rows) => this.#choices.setExpanded(...rows),
      changeLayout: (layout) => {
        this.#setLayout(layout);
        this.#api.post({ type: 'layout', widths: layout.widths, sort: layout.sort });
      },
      showInTree: (id) => this.#showInTree(id),
      focusFilter: () => this.#header.focusFilter(),
      looked: () => this.#choices.looked(),
      switched: () => this.#renderNow(),
      changed: () => this.#keeper.changed(),
    };
    return makePanels(requests, { api: this.#api, model: this.#model, requests: this.#requests }, state);
  }

  #makeDetails(state: DetailsState): Details {
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

  #makeFrame(): ViewFrame {
    return new ViewFrame({
      banner: this.#banner.element,
      header: this.#header.element,
      pauseBanner: this.#updates.banner,
      panels: this.#panels,
      details: this.#details.element,
      empty: this.#empty,
      statusLine: this.#statusLine.element,
      announcer: this.#announcer.element,
    });
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
    const revealed = this.#reveal.take(this.#model, () => this.#header.setFilter(''));
    if (revealed) this.#keeper.changed();
    this.#model.selection.settle((id) => this.#model.has(id));
    this.#tellSelection();
    this.#frame.isEmpty = this.#store.rows.size === 0;
    const from = { store: this.#store, model: this.#model, follow: this.#follow };
    const parts = { header: this.#header, panels: this.#panels, details: this.#details, frame: this.#frame };
    showProcesses({ ...from, ...parts }, this.#fresh);
    this.#fresh.clear();
    this.#reordering.shown();
    if (revealed !== null) this.#panels.reveal(revealed.id, revealed.atTop);
    const followed = this.#follow.take();
    if (followed !== null) this.#panels.follow(this.#model.standIns(followed));
    if (document.hasFocus()) this.#frame.takeFocus();
  }

  #tellSelection(): void {
    const { lead: selected, ids: selection } = this.#model.selection;
    this.#requests.tellSelection(this.#model.processesOf(selected === null ? [] : [selected, ...selection]));
  }

  /** The processes that a row stands for. */
  processesOf(id: string): readonly string[] {
    return this.#model.processesOf([id]);
  }

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

  #viewAction(action: ViewAction): void {
    if (action === 'showTimeline') return this.#panels.showTab('timeline');
    if (action === 'focusFilter') return this.#header.focusFilter();
    if (action === 'togglePause') return this.#updates.togglePause();
    if (action === 'toggleFollow') return this.#choices.toggleFollow();
    this.#choices.collapseAll();
  }

  #viewChanged(): void {
    this.#keeper.changed();
    this.#rendering.request();
  }

  #state(): ViewState {
    const { open, height } = this.#details.state;
    return { ...this.#choices.state, ...this.#panels.state, detailsOpen: open, detailsHeight: height };
  }
}
