// The Process Tree view in a window, as a person uses it.
import { until } from '../../testbed/workbench.mjs';
import { chooseInMenu } from './menu.mjs';
import { isRunning } from './processes.mjs';

export const EXTENSION_ID = 'multiprocessing-ts.multiprocessing-ts';

const FOCUS_COMMAND = 'Process Tree: Focus on Process Tree View';

export class ProcessTree {
  constructor(workbench) {
    this.workbench = workbench;
    this.page = workbench.page;
    // Found anew at each use: the webview is made anew whenever it is shown.
    this.view = this.page
      .frameLocator(`iframe.webview[src*="extensionId=${EXTENSION_ID}"]`)
      .frameLocator('iframe#active-frame');
    this.grid = this.view.getByRole('treegrid', { name: 'Processes' });
    this.filter = this.view.getByRole('searchbox', { name: 'Filter processes' });
    this.counts = this.view.locator('.counts');
    this.details = this.view.getByRole('group', { name: 'Details of the selected process' });
    this.statusLine = this.view.getByRole('status');
    this.empty = this.view.locator('.empty');
  }

  /** Shows the view and gives it the keyboard. */
  async focus() {
    await this.workbench.runCommand(FOCUS_COMMAND);
    const main = this.view.locator('main');
    await until('the keyboard in the view', () => main.evaluate(hasKeyboard, undefined, { timeout: 1_000 }));
  }

  /** Runs a file of the workspace through its editor, and waits for its row. */
  async run(file) {
    await openFile(this.workbench, file);
    await this.workbench.runCommand('Process Tree: Run File in Process Tree');
    await this.row(file).last().waitFor();
  }

  /** The row of a process; the newest last, if there are several of this name. */
  row(name) {
    return this.view
      .locator('.row[data-process-id]')
      .filter({ has: this.page.locator('.label').getByText(name, { exact: true }) });
  }

  cell(name, column) {
    return this.row(name).locator(`[data-column="${column}"]`);
  }

  button(name, action) {
    return this.row(name).locator(`[data-action="${action}"]`);
  }

  select(name) {
    return this.cell(name, 'name').locator('.label').click();
  }

  /** Selects several rows, the last of which has the focus. */
  async selectAll([first, ...others]) {
    await this.select(first);
    for (const name of others)
      await this.cell(name, 'name')
        .locator('.label')
        .click({ modifiers: ['ControlOrMeta'] });
    await until('the selection', async () => {
      return (await this.view.locator('.row[aria-selected=true]').count()) === others.length + 1;
    });
  }

  /** Selects a row and opens the details, if they are closed. */
  async showDetails(name) {
    await this.select(name);
    const toggle = this.view.getByRole('button', { name: 'Details' });
    if ((await toggle.getAttribute('aria-expanded')) === 'false') await toggle.click();
    await this.details.waitFor();
  }

  /** Chooses an entry of a row's context menu. */
  contextMenu(name, entry) {
    return chooseInMenu(this.page, () => this.openContextMenu(name), entry);
  }

  openContextMenu(name) {
    return this.cell(name, 'name').locator('.label').click({ button: 'right' });
  }

  /** Names of the rows in the document, in their order. */
  names() {
    return this.view.locator('.row[data-process-id] .label').allTextContents();
  }

  /** The pid in a row, of a process that lives now. */
  async pid(name) {
    return until(`a pid of ${name}`, async () => {
      const pid = Number(await this.cell(name, 'pid').textContent());
      return pid > 1 && isRunning(pid) && pid;
    });
  }

  async pids(names) {
    const pids = [];
    for (const name of names) pids.push(await this.pid(name));
    return pids;
  }

  /** Waits until a cell shows exactly this text. */
  shows(name, column, text) {
    return hasText(this.cell(name, column), text, `${column} of ${name}`);
  }

  /** Ends all that runs and waits until the system has ended it, too. */
  async terminateAll() {
    const pids = await this.view.locator('.row[data-process-id]').evaluateAll(pidsOfLiveRows);
    if (pids.length === 0) return; // and the command is not offered
    await this.workbench.runCommand('Process Tree: Terminate All');
    const confirm = this.page.getByRole('dialog').getByRole('button', { name: 'Terminate All', exact: true });
    if (pids.length > 1) await confirm.click();
    await hasText(this.counts, /^0 alive/, 'the counts');
    await until(`the end of ${pids}`, () => !pids.some(isRunning));
  }
}

/** Waits until an element's text is `wanted`, or matches it. */
export async function hasText(locator, wanted, what = String(locator)) {
  let text;
  const matches = async () => {
    text = ((await locator.textContent({ timeout: 1_000 })) ?? '').trim();
    return wanted instanceof RegExp ? wanted.test(text) : text === wanted;
  };
  await until(`${what}: ${wanted}`, matches).catch((error) => {
    throw new Error(`${error.message}; it was ${JSON.stringify(text)}`, { cause: error.cause });
  });
  return text;
}

/** Opens a file of the workspace in an editor by its name. */
export async function openFile(workbench, file) {
  const { page } = workbench;
  const pick = workbench.quickInput.locator('.monaco-list-row').filter({
    has: page.locator('.label-name').getByText(file, { exact: true }),
  });
  await until(`${file} in Go to File`, async () => {
    await workbench.openQuickInput(file, { timeout: 5_000 });
    await pick.first().waitFor({ state: 'visible', timeout: 1_500 });
    await pick.first().click({ timeout: 1_000 });
    return true;
  });
  await page.locator('.tab.active').filter({ hasText: file }).waitFor();
}

/** Runs in the webview, as does what follows. */
const hasKeyboard = () => document.hasFocus();

function pidsOfLiveRows(rows) {
  return rows
    .filter((row) => row.querySelector('[data-column=alive]').textContent === 'yes')
    .map((row) => Number(row.querySelector('[data-column=pid]').textContent));
}
