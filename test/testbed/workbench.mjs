// Drives the workbench of a started server in headless Chromium.
import { chromium } from 'playwright-core';

const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export function launchBrowser({ executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium', args = [] } = {}) {
  return chromium.launch({ executablePath, args: [...CHROMIUM_ARGS, ...args] });
}

/** Calls fn until it gives something truthy; fn's errors count as "not yet". */
export async function until(what, fn, { timeout = 30_000, interval = 100 } = {}) {
  const end = Date.now() + timeout;
  let last;
  for (;;) {
    try {
      const value = await fn();
      if (value) return value;
      last = undefined;
    } catch (e) {
      last = e;
    }
    if (Date.now() > end) throw new Error(`${what}: not within ${timeout} ms`, { cause: last });
    await new Promise((r) => setTimeout(r, interval));
  }
}

const remote = (server, file) => `vscode-remote://${server.authority}${file}`;

export function workbenchUrl(server, { folder, extensionDevelopmentPath, extensionTestsPath, payload = [] }) {
  const entries = [['skipWelcome', 'true'], ['skipReleaseNotes', 'true'], ...payload];
  for (const one of [extensionDevelopmentPath ?? []].flat())
    entries.push(['extensionDevelopmentPath', remote(server, one)]);
  if (extensionTestsPath) entries.push(['extensionTestsPath', remote(server, extensionTestsPath)]);
  const query = new URLSearchParams({ payload: JSON.stringify(entries) });
  if (folder) query.set('folder', folder);
  else query.set('ew', 'true'); // an empty window
  return `http://${server.authority}/?${query}`;
}

export class Workbench {
  constructor(server, page) {
    this.server = server;
    this.page = page;
  }

  /** Opens a window: a page of a fresh browser context unless one is given. */
  static async open(server, browser, options = {}) {
    const context =
      options.context ??
      (await browser.newContext({
        viewport: { width: 1280, height: 800 },
        reducedMotion: 'reduce',
        ...options.contextOptions,
      }));
    const page = await context.newPage();
    const workbench = new Workbench(server, page);
    await page.goto(workbenchUrl(server, options));
    await workbench.ready(options);
    return workbench;
  }

  /** The workbench has restored its parts and is connected to its extension host's server. */
  async ready({ timeout = 60_000 } = {}) {
    const { page } = this;
    if (this.server.driver) {
      await page.waitForFunction(() => globalThis.driver !== undefined, undefined, { timeout });
      await page.evaluate(() => globalThis.driver.whenWorkbenchRestored());
    } else {
      await page.locator('.monaco-workbench .statusbar-item[id="status.host"]').waitFor({ timeout });
    }
    await page.bringToFront();
  }

  get quickInput() {
    return this.page.locator('.quick-input-widget:visible');
  }

  /** Opens the quick input with `text` in it, wherever the focus is now. */
  async openQuickInput(text, options) {
    const input = this.quickInput.locator('.quick-input-box input');
    const fill = async () => {
      // A pick that another command has opened is not the palette: the list may have changed under a click
      if (text.startsWith('>') && (await this.quickInput.locator('.quick-input-title').isVisible())) {
        await this.page.keyboard.press('Escape');
        await this.quickInput.waitFor({ state: 'hidden', timeout: 1_000 });
      }
      if (!(await input.isVisible())) {
        await this.page.keyboard.press('F1');
        await input.waitFor({ state: 'visible', timeout: 1_000 });
      }
      await input.fill('>', { timeout: 1_000 }); // the list is made anew only when the text changes
      await input.fill(text, { timeout: 1_000 }); // fill() does not depend on the keyboard focus
      return true;
    };
    // Again, when something that has just closed takes the focus back, and so closes it.
    await until('the command palette', fill, options);
    return input;
  }

  /** The picks that the quick input lists now. */
  async picks() {
    return this.quickInput.locator('.monaco-list-row .label-name').allTextContents();
  }

  /**
   * Runs a command from the palette by its full title ("Category: Title").
   * The list is not redrawn when an extension's commands arrive late, so the
   * filter is typed again until the command is there.
   */
  async runCommand(title, { timeout = 30_000 } = {}) {
    const row = this.quickInput
      .locator('.monaco-list-row')
      .filter({ has: this.page.locator('.label-name').getByText(title, { exact: true }) })
      .first();
    await until(
      `the command "${title}" in the palette`,
      async () => {
        await this.openQuickInput(`>${title}`, { timeout: 5_000 });
        await row.waitFor({ state: 'visible', timeout: 2_000 });
        await row.click({ timeout: 15_000 }); // long: one that was done must not be taken for one that was not
        return true;
      },
      { timeout },
    );
  }

  /**
   * The inner frame of a webview, found by something it contains.
   * A webview is two nested frames: index.html, with the extension's id in its
   * address, and fake.html in it with the extension's own document. The inner
   * one is loaded as #pending-frame and becomes #active-frame when it is ready
   * (frame.name() keeps the first name, so ask the element).
   */
  async webview(selector, { extensionId, timeout = 30_000 } = {}) {
    const find = async () => {
      for (const frame of this.page.frames()) {
        if (await isWebview(frame, extensionId)) {
          if (await frame.locator(selector).first().isVisible()) return frame;
        }
      }
      return undefined;
    };
    return until(`a webview with ${selector}`, find, { timeout });
  }

  /** Text of the terminal that is shown (the workbench's test driver reads xterm's buffer). */
  async terminalText(selector = '.terminal-wrapper.active') {
    const lines = await this.page.evaluate((s) => globalThis.driver.getTerminalBuffer(s), selector);
    return lines.join('\n');
  }

  /**
   * The messages in the notification centre. (The test driver, without which
   * there is no extensionDevelopmentPath, suppresses the toasts.)
   */
  async notifications() {
    const center = this.page.locator('.notifications-center.visible');
    if (!(await center.isVisible())) {
      await this.page.locator('[id="status.notifications"]').click();
      await center.waitFor({ state: 'visible', timeout: 2_000 });
    }
    return center.locator('.notification-list-item-message').allTextContents();
  }

  /**
   * Waits until the window's storage holds `text`. State (a webview's, the
   * layout) is written every 5 seconds and not on unload, so before a reload
   * wait for what the reload shall restore.
   */
  async stored(text) {
    await until(`storage with ${text}`, () => this.page.evaluate(storageHolds, text));
  }

  /** Reloads the window, as Developer: Reload Window does. */
  async reload() {
    await this.page.reload();
    await this.ready();
  }

  async close() {
    await this.page.context().close();
  }
}

/** Whether the frame is the inner one of a visible webview. */
async function isWebview(frame, extensionId) {
  if (!/\/webview\/browser\/pre\/fake\.html/.test(frame.url()) || frame.isDetached()) return false;
  if (extensionId && !frame.parentFrame().url().includes(`extensionId=${extensionId}&`)) return false;
  const element = await frame.frameElement();
  return (await element.getAttribute('id')) === 'active-frame' && element.isVisible();
}

/** Runs in the page. */
async function storageHolds(wanted) {
  const result = (request) =>
    new Promise((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(request.error));
    });
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith('vscode-web-state-db-')) continue;
    const db = await result(indexedDB.open(name));
    const values = await result(db.transaction('ItemTable').objectStore('ItemTable').getAll());
    db.close();
    if (values.some((value) => String(value).includes(wanted))) return true;
  }
  return false;
}
