import {
  EventEmitter,
  l10n,
  languages,
  Range,
  TextEditorRevealType,
  Uri,
  window,
  workspace,
  type TextDocument,
  type TextDocumentContentProvider,
  type TextEditor,
} from 'vscode';
import { DisposableStore, type Disposable } from '../base/disposable.ts';
import { rootOf, subtreeOf } from '../tree/processTree.ts';
import { isPython } from '../tree/runtime.ts';
import { outputText } from './outputText.ts';
import type { Session } from './session.ts';

const SCHEME = 'process-tree-output';
/** While a document is open it is renewed at most so often. */
const RENEW_MS = 250;

/** What processes have printed, as documents that can only be read: of one, or of one and all below it. */
export class OutputDocuments implements TextDocumentContentProvider, Disposable {
  readonly #session: Session;
  readonly #changed = new EventEmitter<Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #store = new DisposableStore();
  /** The processes that have printed since the last time. */
  readonly #printed = new Set<string>();
  /** Editors whose end was in sight: it stays so. */
  readonly #following = new Set<TextEditor>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(session: Session) {
    this.#session = session;
    this.#store.add(this.#changed);
    this.#store.add(workspace.registerTextDocumentContentProvider(SCHEME, this));
    this.#store.add(session.output.onDidAppend((id) => this.#appended(id)));
    this.#store.add(workspace.onDidChangeTextDocument(({ document }) => this.#follow(document)));
  }

  /** Opens the output of a process. @param below With that of its descendants. */
  async show(id: string, below: boolean): Promise<void> {
    const name = this.#session.model.row(id)?.name.replaceAll(/[/\\]/g, '_') ?? id;
    const title = below ? l10n.t('Output of {0} and below', name) : l10n.t('Output of {0}', name);
    const uri = Uri.from({ scheme: SCHEME, path: `/${title}`, query: JSON.stringify({ id, below }) });
    this.#changed.fire(uri);
    const document = await workspace.openTextDocument(uri);
    await languages.setTextDocumentLanguage(document, 'log');
    const editor = await window.showTextDocument(document, { preview: true });
    revealEnd(editor);
  }

  provideTextDocumentContent(uri: Uri): string {
    const outputs = this.#idsOf(uri).flatMap((id) => {
      const row = this.#session.model.row(id);
      const lines = this.#session.output.get(id)?.lines();
      return row && lines ? [{ row, lines }] : [];
    });
    return outputs.length === 0 ? this.#whyEmpty(uri) : outputText(outputs);
  }

  dispose(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#store.dispose();
  }

  #whyEmpty(uri: Uri): string {
    const { model, programs } = this.#session;
    const row = model.row(parseQuery(uri.query).id);
    const toldApart = !row || !isPython(row) || (programs.get(rootOf(model.tree, row.id))?.process.relay ?? null);
    if (toldApart) return l10n.t('It has not printed anything.');
    return l10n.t(
      'What the processes of this Python program print is not told apart: it is in the output of the program, or in its terminal.',
    );
  }

  #idsOf(uri: Uri): string[] {
    const { id, below } = parseQuery(uri.query);
    return below ? subtreeOf(this.#session.model.tree, id).map((row) => row.id) : [id];
  }

  #appended(id: string): void {
    if (!workspace.textDocuments.some(({ uri }) => uri.scheme === SCHEME)) return;
    this.#printed.add(id);
    this.#timer ??= setTimeout(() => this.#renew(), RENEW_MS);
  }

  #renew(): void {
    this.#timer = null;
    for (const editor of window.visibleTextEditors) if (showsEnd(editor)) this.#following.add(editor);
    for (const { uri } of workspace.textDocuments) {
      if (uri.scheme === SCHEME && this.#idsOf(uri).some((id) => this.#printed.has(id))) this.#changed.fire(uri);
    }
    this.#printed.clear();
  }

  #follow(document: TextDocument): void {
    if (document.uri.scheme !== SCHEME) return;
    for (const editor of this.#following) if (editor.document === document) revealEnd(editor);
    this.#following.clear();
  }
}

function showsEnd({ document, visibleRanges }: TextEditor): boolean {
  return document.uri.scheme === SCHEME && (visibleRanges.at(-1)?.end.line ?? 0) >= document.lineCount - 2;
}

function revealEnd(editor: TextEditor): void {
  const { end } = editor.document.lineAt(editor.document.lineCount - 1).range;
  editor.revealRange(new Range(end, end), TextEditorRevealType.Default);
}

function parseQuery(query: string): { readonly id: string; readonly below: boolean } {
  const { id, below } = JSON.parse(query) as { id?: unknown; below?: unknown };
  return { id: String(id), below: below === true };
}
