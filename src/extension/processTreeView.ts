import { commands, env, l10n, Uri, type Webview, type WebviewView, type WebviewViewProvider } from 'vscode';
import { randomBytes } from 'node:crypto';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import { Emitter } from '../base/emitter.ts';
import { diff } from '../tree/diff.ts';
import type { History } from '../timeline/history.ts';
import { chunksOf, lifeUpdates } from '../timeline/lifeUpdates.ts';
import type { EnvironmentMessage, FromWebview, RecordingMessage, StatusMessage, ToWebview } from '../tree/messages.ts';
import { rowsOf, type ProcessTree } from '../tree/processTree.ts';
import { parseFromWebview } from './parseFromWebview.ts';
import type { TreeModel } from './treeModel.ts';
import { STYLES, webviewHtml } from './webviewHtml.ts';

export const VIEW_ID = 'processTree.view';

/** Changes of the tree are sent together, at most so often. */
const PATCH_MS = 33;
/** Of so many spans at once: a few milliseconds' work for the webview. */
const LIVES_CHUNK = 2000;
/** Long enough to be read, with time to look there first. */
const INFO_MS = 8000;

/** What the view shows: the rows that live, or those of a recording. */
export interface ViewSource {
  readonly tree: ProcessTree;
  readonly history: History;
}

/** The view's host side: it sends rows to the webview, and what the user does there comes out as messages. */
export class ProcessTreeView implements WebviewViewProvider, Disposable {
  readonly #extension: Uri;
  readonly #model: TreeModel;
  readonly #received = new Emitter<FromWebview>();
  readonly onDidReceive = this.#received.event;
  readonly #visibility = new Emitter<boolean>();
  readonly onDidChangeVisibility = this.#visibility.event;
  readonly #listening: Disposable;
  #source: ViewSource;
  #recording: RecordingMessage = { type: 'recording', recording: null };
  #view: WebviewView | null = null;
  /** The tree that the webview shows; null until it is ready, and while it is hidden. */
  #shown: ProcessTree | null = null;
  /** The history that it shows; null while it does not want to be told. */
  #told: History | null = null;
  #revision = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #environment: EnvironmentMessage = { type: 'environment', runBlocked: null, remedy: null, currentFile: null };
  #status: StatusMessage = { type: 'status', status: null };
  #statusTimer: ReturnType<typeof setTimeout> | null = null;
  /** To be shown as soon as the view can. */
  #wantsTimeline = false;
  /** To be selected as soon as the view can. */
  #reveal: string | null = null;

  constructor(extension: Uri, model: TreeModel) {
    this.#extension = extension;
    this.#model = model;
    this.#source = model;
    this.#listening = model.onDidChange(() => this.#schedule());
  }

  resolveWebviewView(view: WebviewView): void {
    const resolved = new DisposableStore();
    this.#view = view;
    this.#shown = null;
    this.#told = null;
    const roots = ['dist', 'media'] // folders only: a file is no root
      .map((name) => Uri.joinPath(this.#extension, name));
    view.webview.options = { enableScripts: true, localResourceRoots: roots };
    resolved.add(view.webview.onDidReceiveMessage((data: unknown) => this.#receive(data)));
    resolved.add(view.onDidChangeVisibility(() => this.#onVisibility(view.visible)));
    view.onDidDispose(() => {
      resolved.dispose();
      if (this.#view === view) this.#view = null;
      this.#shown = null;
      this.#visibility.fire(this.visible);
    });
    view.webview.html = this.#html(view.webview);
    this.#visibility.fire(view.visible);
  }

  get visible(): boolean {
    return this.#view?.visible ?? false;
  }

  setEnvironment(environment: Omit<EnvironmentMessage, 'type'>): void {
    this.#environment = { type: 'environment', ...environment };
    this.post(this.#environment);
  }

  /** The line below the rows; null clears it. What is no error goes by itself. */
  setStatus(status: StatusMessage['status']): void {
    if (this.#statusTimer) clearTimeout(this.#statusTimer);
    const goesByItself = status?.severity === 'info' && status.kill === undefined;
    this.#statusTimer = goesByItself ? setTimeout(() => this.setStatus(null), INFO_MS) : null;
    this.#status = { type: 'status', status };
    this.post(this.#status);
  }

  get source(): ViewSource {
    return this.#source;
  }

  /** When what is shown was recorded; null while it lives. */
  get recordedAt(): number | null {
    return this.#recording.recording?.savedAt ?? null;
  }

  /** Shows a recording instead of what lives; null goes back. */
  showRecording(recording: (ViewSource & { readonly name: string; readonly savedAt: number }) | null): void {
    this.#source = recording ?? this.#model;
    const about = recording && { name: recording.name, savedAt: recording.savedAt };
    this.#recording = { type: 'recording', recording: about };
    if (this.#shown) this.#sendAll();
  }

  /** Selects a row and scrolls to it, now or when the view is shown next. */
  reveal(id: string): void {
    this.#reveal = id;
    if (this.#shown) this.#flush();
  }

  /** Opens the view, and gives it the focus. */
  async show(): Promise<void> {
    await commands.executeCommand(`${VIEW_ID}.focus`);
  }

  /** Now, or when the view is shown next. */
  showTimeline(): void {
    this.#wantsTimeline = true;
    this.#sendTimeline();
  }

  /** Sends a message, if the view is shown. */
  post(message: ToWebview): void {
    if (this.#shown) this.#post(message);
  }

  /** Updates of the rows wait until it is called again. */
  togglePause(): void {
    this.post({ type: 'viewAction', action: 'togglePause' });
  }

  /** Whether what is started last is kept in sight. */
  toggleFollow(): void {
    this.post({ type: 'viewAction', action: 'toggleFollow' });
  }

  collapseAll(): void {
    this.post({ type: 'viewAction', action: 'collapseAll' });
  }

  dispose(): void {
    this.#listening.dispose();
    this.#received.dispose();
    this.#visibility.dispose();
    for (const timer of [this.#timer, this.#statusTimer]) if (timer) clearTimeout(timer);
  }

  #receive(data: unknown): void {
    const message = parseFromWebview(data);
    if (message?.type === 'ready') this.#sendAll();
    if (message?.type === 'watchLives') this.#watchLives(message.watch);
    if (message) this.#received.fire(message);
  }

  /** A hidden webview is thrown away, and says `ready` when it is made anew; one that is kept has missed messages. */
  #onVisibility(visible: boolean): void {
    if (!visible) this.#shown = this.#told = null;
    this.#visibility.fire(visible);
  }

  #sendAll(): void {
    this.#shown = this.#source.tree;
    this.#told = null; // it asks anew, if it is to be told
    this.#post(this.#recording);
    this.#post({ type: 'snapshot', revision: ++this.#revision, rows: rowsOf(this.#shown) });
    this.#post(this.#environment);
    this.#post(this.#status);
    this.#sendTimeline();
    this.#sendReveal();
  }

  #sendTimeline(): void {
    if (!this.#shown || !this.#wantsTimeline) return;
    this.#wantsTimeline = false;
    this.#post({ type: 'viewAction', action: 'showTimeline' });
  }

  #schedule(): void {
    if (this.#shown) this.#timer ??= setTimeout(() => this.#flush(), PATCH_MS);
  }

  #flush(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    if (!this.#shown) return;
    const next = this.#source.tree;
    const { changed, removed } = diff(this.#shown, next);
    this.#shown = next;
    if (changed.length + removed.length > 0) {
      this.#post({ type: 'patch', revision: ++this.#revision, changed, removed });
    }
    if (this.#told) this.#sendLives(this.#told);
    this.#sendReveal();
  }

  #watchLives(watch: boolean): void {
    this.#told = null;
    if (watch && this.#shown) this.#sendLives(null);
  }

  #sendLives(known: History | null): void {
    const { history } = this.#source;
    this.#told = history;
    const chunks = chunksOf(lifeUpdates(known, history), LIVES_CHUNK);
    if (!known && chunks.length === 0) chunks.push([]); // for its time
    for (const lives of chunks) this.#post({ type: 'lives', at: Date.now(), lives });
  }

  #sendReveal(): void {
    if (this.#reveal === null || this.#source !== this.#model || !this.#model.row(this.#reveal)) return;
    this.#post({ type: 'reveal', id: this.#reveal });
    this.#reveal = null;
  }

  #post(message: ToWebview): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a webview's has none
    void this.#view?.webview.postMessage(message);
  }

  #html(webview: Webview): string {
    const file = (name: string) => webview.asWebviewUri(Uri.joinPath(this.#extension, name)).toString();
    return webviewHtml({
      script: file('dist/webview.js'),
      styles: STYLES.map(file),
      cspSource: webview.cspSource,
      nonce: randomBytes(16).toString('base64'),
      language: env.language,
      texts: l10n.bundle ?? {},
    });
  }
}
