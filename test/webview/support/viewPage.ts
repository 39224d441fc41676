/** Opens the built webview in headless Chromium, under the CSP and the custom properties that VS Code gives it. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import type { Texts } from '../../../src/base/l10n.ts';
import { STYLES, webviewHtml } from '../../../src/extension/webviewHtml.ts';
import type { FromWebview, ToWebview } from '../../../src/tree/messages.ts';

export type Theme = 'dark' | 'light' | 'high-contrast';

export interface ViewOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  /** More classes of the body's, such as `vscode-using-screen-reader`. */
  readonly classes?: string;
  /** The translations of the texts. */
  readonly texts?: Texts;
}

const root = path.resolve(import.meta.dirname, '../../..');
const NONCE = 'bm9uY2Ugb2YgdGhlIHRlc3Q';
const TYPES: Record<string, string> = { '.css': 'text/css', '.js': 'text/javascript', '.ttf': 'font/ttf' };
const CHROMIUM_ARGS = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'];

/** A browser and a server for the pages of one test file; close it when done. */
export class ViewBrowser {
  readonly #server: Server;
  readonly #browser: Browser;
  /** Of each page that was opened, by its number: they are too many for an address. */
  readonly #texts: Texts[];

  private constructor(server: Server, browser: Browser, texts: Texts[]) {
    this.#server = server;
    this.#browser = browser;
    this.#texts = texts;
  }

  static async launch(): Promise<ViewBrowser> {
    const pageTexts: Texts[] = [];
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      if (url.pathname === '/') {
        response
          .writeHead(200, { 'content-type': 'text/html' })
          .end(html(url.searchParams, pageTexts[Number(url.searchParams.get('texts'))] ?? {}));
        return;
      }
      readFile(path.join(root, path.normalize(url.pathname))).then(
        (body) => response.writeHead(200, { 'content-type': TYPES[path.extname(url.pathname)] ?? '' }).end(body),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
    return new ViewBrowser(server, await chromium.launch({ executablePath, args: CHROMIUM_ARGS }), pageTexts);
  }

  async open({
    theme = 'dark',
    width = 1000,
    height = 500,
    classes = '',
    texts = {},
  }: ViewOptions = {}): Promise<ViewPage> {
    const context = await this.#browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    showWhatIsDone(page);
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(String(error.stack ?? error)));
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    const { port } = this.#server.address() as AddressInfo;
    await page.goto(
      `http://127.0.0.1:${port}/?${new URLSearchParams({ theme, classes, texts: `${this.#texts.push(texts) - 1}` })}`,
    );
    return new ViewPage(page, errors);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

export class ViewPage {
  readonly page: Page;
  readonly errors: readonly string[];

  constructor(page: Page, errors: readonly string[]) {
    this.page = page;
    this.errors = errors;
  }

  /** Sends the webview messages, as its host does, and waits until they are shown. */
  async send(...messages: unknown[]): Promise<void> {
    await this.page.evaluate((all) => {
      for (const message of all) window.postMessage(message, '*');
    }, messages as ToWebview[]);
    await this.painted();
  }

  /** Waits for the frame in which what has been said is shown. */
  painted(): Promise<void> {
    return painted(this.page);
  }

  /** What the webview has told its host since the last time that it was asked; without which row has the keyboard. */
  async said(): Promise<FromWebview[]> {
    return (await this.saidAll()).filter(({ type }) => type !== 'focused');
  }

  async saidAll(): Promise<FromWebview[]> {
    await this.painted();
    return this.page.evaluate(() => (globalThis as unknown as { said: FromWebview[] }).said.splice(0));
  }

  row(id: string) {
    return this.page.locator(`[data-process-id="${id}"]`);
  }

  cell(id: string, column: string) {
    return this.row(id).locator(`[role=gridcell][data-column="${column}"]`);
  }

  /** `a`: its row has the focus; `a/pid`: a cell or a button of it; else what the page calls it. */
  async focus(): Promise<string> {
    return this.page.evaluate(() => {
      const at = document.activeElement;
      const id = at?.closest('[data-process-id]')?.getAttribute('data-process-id');
      if (!id) return at?.getAttribute('aria-label') ?? at?.textContent ?? '';
      const column = at?.getAttribute('data-column');
      return column ? `${id}/${column}` : id;
    });
  }

  async visibleIds(): Promise<string[]> {
    const rows = this.page.locator('[data-process-id]');
    return rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-process-id') ?? ''));
  }

  /** Fails with what went wrong in the page: an exception, a console error, something that the CSP has refused. */
  async close(): Promise<void> {
    const violations = await this.page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations);
    await this.page.context().close();
    const wrong = [...this.errors, ...violations];
    if (wrong.length) throw new Error(`the page had errors:\n${wrong.join('\n')}`);
  }
}

/** With its icons, whose font is fetched when the first of them is shown. */
const painted = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const frame = () => new Promise<unknown>((done) => requestAnimationFrame(done));
    await new Promise<void>((done) => setTimeout(done));
    await frame();
    await frame();
    await document.fonts.ready;
  });

type Actions = Record<string, (...args: unknown[]) => Promise<unknown>>;

/** What a person does is shown with the next frame: here it is done when it is shown, so that a test may read at once. */
function showWhatIsDone(page: Page): void {
  const locators = Object.getPrototypeOf(page.locator('body')) as Actions & { readonly isShown?: true };
  showFirst(page.keyboard as unknown as Actions, ['press', 'type', 'down', 'up'], () => page);
  showFirst(page.mouse as unknown as Actions, ['click', 'dblclick', 'move', 'down', 'up', 'wheel'], () => page);
  if (locators.isShown) return; // they share one prototype
  Object.defineProperty(locators, 'isShown', { value: true });
  const actions = ['click', 'dblclick', 'fill', 'press', 'hover', 'focus', 'check', 'uncheck', 'selectOption'];
  showFirst(locators, actions, (locator) => (locator as unknown as Locator).page());
}

function showFirst(target: Actions, names: readonly string[], pageOf: (target: Actions) => Page): void {
  for (const name of names) {
    const act = target[name]!;
    target[name] = async function (this: Actions, ...args) {
      await act.apply(this, args);
      await painted(pageOf(this));
    };
  }
}

// The extension's own document, with a host's side and a theme put in.
function html(query: URLSearchParams, texts: Texts): string {
  const theme = query.get('theme') ?? 'dark';
  const styles = ['/test/webview/fixtures/themes.css', ...STYLES.map((name) => `/${name}`)];
  const files = { script: '/dist/webview.js', styles, cspSource: "'self'", nonce: NONCE, language: 'en', texts };
  const host = `<script nonce="${NONCE}" src="/test/webview/fixtures/host.js"></script>`;
  return webviewHtml(files)
    .replace('<html lang="en">', `<html lang="en" data-theme="${theme}">`)
    .replace('<body>', `<body class="vscode-${theme} ${query.get('classes') ?? ''}">${host}`);
}
