import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, afterEach, before, test } from 'node:test';
import { bundleFile } from '../../scripts/l10n.mjs';
import { l10n, type Texts } from '../../src/base/l10n.ts';
import { waitName } from '../../src/tree/waitText.ts';
import { endedRow, patch, runningRow, sampleRows, snapshot, waitingRows } from './support/rows.ts';
import { ViewBrowser, type ViewPage } from './support/viewPage.ts';

let browser: ViewBrowser;
let view: ViewPage;
/** A language whose words are those of the source in brackets. */
let pseudo: Texts;

before(async () => {
  const texts = JSON.parse(await readFile(bundleFile, 'utf8')) as Texts;
  pseudo = Object.fromEntries(Object.keys(texts).map((text) => [text, `⟦${text.replaceAll(/\{\d\}/g, '⟧$&⟦')}⟧`]));
  browser = await ViewBrowser.launch();
});
after(() => browser.close());
afterEach(async () => {
  l10n.config({});
  await view.close();
});

test('a translated bundle shows', async () => {
  view = await browser.open({ texts: { Name: 'Nom', 'Terminate {0}': '{0} : terminer', started: 'démarré' } });
  await view.send(snapshot(sampleRows()));
  assert.equal(await view.page.getByRole('columnheader').first().textContent(), 'Nom');
  assert.equal(await view.page.getByRole('button', { name: 'Consumer-1 : terminer', exact: true }).count(), 1);
  assert.equal(await view.page.getByRole('img', { name: 'démarré' }).count(), 6);
  assert.equal(await view.page.getByRole('button', { name: 'Join Consumer-1', exact: true }).count(), 1, 'as it is');
});

test('every text of the view is in the bundle for translators', async () => {
  view = await browser.open({ texts: pseudo, classes: 'vscode-using-screen-reader', height: 900 });
  const rows = waitingRows();
  await view.send(snapshot(rows));
  assert.deepEqual(await untranslated(), []);
  for (const { id } of rows) {
    await view.row(id).click();
    await view.row(id).hover();
    assert.deepEqual(await untranslated(), [], `with ${id} selected`);
  }
  await view.page.getByRole('searchbox').fill('none like it');
  await view.painted();
  assert.deepEqual(await untranslated(), [], 'nothing found');
  await view.page.getByRole('searchbox').fill('');
  await view.send(patch(2, [endedRow('p2', 'r1', 'Consumer-1', 1), runningRow('n1', 'r1', 'new one')]));
  await view.page.getByRole('log').getByText('Consumer-1').waitFor({ state: 'attached' });
  assert.deepEqual(await untranslated(), [], 'announced');
});

test('so is every text of the empty view', async () => {
  view = await browser.open({ texts: pseudo });
  await view.send(snapshot([]), { type: 'environment', runBlocked: null, currentFile: null });
  assert.deepEqual(await untranslated(), []);
  await view.send({ type: 'environment', runBlocked: null, currentFile: 'jobs.ts' });
  assert.deepEqual(await untranslated(), []);
  for (const remedy of ['manageTrust', 'openNodePath']) {
    await view.send({ type: 'environment', runBlocked: 'jobs.ts', remedy, currentFile: null });
    assert.deepEqual(await untranslated(), []);
  }
});

/** What the page shows or says of itself that is neither translated nor comes from the rows. */
async function untranslated(): Promise<string[]> {
  const shown = await view.page.evaluate(() => {
    const said: string[] = [];
    // A line of a trace is the program's.
    for (const at of document.body.querySelectorAll('*:not(script, .frame, .frame *)')) {
      for (const child of at.childNodes) if (child.nodeType === Node.TEXT_NODE) said.push(child.textContent ?? '');
      for (const name of ['aria-label', 'title', 'placeholder', 'aria-description', 'alt'])
        said.push(at.getAttribute(name) ?? '');
    }
    return said;
  });
  return [...new Set(shown)].filter((text) => /\p{L}/u.test(withoutData(text.replaceAll(/⟦[^⟦⟧]*⟧/g, ''))));
}

/** Without the names, paths, errors and times that the rows are filled with. */
function withoutData(text: string): string {
  const rows = waitingRows();
  const fields = rows.flatMap((row): unknown[] => Object.values(row)).filter((value) => typeof value === 'string');
  const errors = rows.flatMap(({ error }) => (error ? [error.name, ...error.message.split('\n')] : []));
  const waits = rows.flatMap(({ waiting }) => waiting.map(waitName));
  const objects = rows.flatMap(({ objects: all }) =>
    all.flatMap(({ kind, name, waiters }) => [kind, name, ...waiters.map((one) => one.name)]),
  );
  const places = rows.flatMap(({ location }) => location?.url.replace('file://', '') ?? []);
  const known = [
    ...fields,
    ...errors,
    ...waits,
    ...objects,
    ...places,
    '/home/anna/jobs/parser.ts',
    'parser.ts',
    'new one',
    'jobs.ts',
    'parse()',
    "consume('tasks', 1)",
    'AM',
    'PM',
  ];
  const byLength = known.filter((value) => /\p{L}/u.test(value)).toSorted((a, b) => b.length - a.length);
  return byLength.reduce((rest, value) => rest.replaceAll(value, ''), text);
}
