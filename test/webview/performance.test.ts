/** Measures the built webview; the figures go to test-results, and only what is shown can fail. */
import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { ProcessRow } from '../../src/tree/processRow.ts';
import { runningRow, snapshot } from './support/rows.ts';
import { ViewBrowser, type ViewPage } from './support/viewPage.ts';

const results = path.resolve(import.meta.dirname, '../../test-results');
const figures: Record<string, unknown> = {};
let browser: ViewBrowser;

before(async () => {
  // A long task is also one that waited for the processor: figures of a busy machine tell of the others on it.
  figures['machine'] = { processors: os.availableParallelism(), loadAverage: os.loadavg()[0] };
  browser = await ViewBrowser.launch();
});
after(async () => {
  await browser.close();
  await mkdir(results, { recursive: true });
  await writeFile(path.join(results, 'webview-performance.json'), `${JSON.stringify(figures, undefined, 2)}\n`);
});

/** Roots with nine children each. */
function rows(count: number): ProcessRow[] {
  return Array.from({ length: count }, (_, index) => {
    const parent = index % 10 === 0 ? null : `n${index - (index % 10)}`;
    return runningRow(`n${index}`, parent, `worker ${index}`, {
      daemon: index % 3 === 0,
      target: 'work',
      args: '[ 1 ]',
    });
  });
}

interface Page {
  readonly longTasks: { startTime: number; duration: number }[];
}

/** Starts to measure; resolves with a function that tells the processor time of the page since then, in milliseconds. */
async function processorTime(view: ViewPage): Promise<() => Promise<number>> {
  const devtools = await view.page.context().newCDPSession(view.page);
  await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async () => {
    const { metrics } = await devtools.send('Performance.getMetrics');
    const of = (wanted: string) => metrics.find(({ name }) => name === wanted)?.value ?? 0;
    return (of('TaskDuration') - of('DevToolsCommandDuration')) * 1000; // the test's own commands, with all their rows
  };
  const start = await spent();
  return async () => Math.round((await spent()) - start);
}

async function longTasks(view: ViewPage): Promise<number[]> {
  return view.page.evaluate(() =>
    (globalThis as unknown as Page).longTasks.map(({ duration }) => Math.round(duration)),
  );
}

test('a long task would be seen', async () => {
  const view = await browser.open();
  await view.page.evaluate(() => {
    setTimeout(() => {
      for (const end = performance.now() + 120; performance.now() < end;);
    });
  });
  await view.page.waitForFunction(() => (globalThis as unknown as Page).longTasks.length > 0);
  await view.close();
});

test('10,000 rows open', async (t) => {
  const view = await browser.open({ width: 1000, height: 700 });
  const took = await view.page.evaluate(
    (message) => {
      const start = performance.now();
      window.postMessage(message, '*');
      return new Promise<number>((done) => {
        const look = () => {
          if (document.querySelector('[data-process-id]')) setTimeout(() => done(performance.now() - start));
          else requestAnimationFrame(look);
        };
        look();
      });
    },
    snapshot(rows(10_000)),
  );
  figures['open10000Rows'] = { ms: Math.round(took), longTasksMs: await longTasks(view) };
  t.diagnostic(JSON.stringify(figures['open10000Rows']));
  assert.equal(await view.page.getByRole('treegrid').getAttribute('aria-rowcount'), '10001');
  assert.ok((await view.visibleIds()).length < 80);
  await view.close();
});

const layout = (rollUp: number) => ({ type: 'layout', layout: { widths: {}, sort: null, rollUp } });

for (const { count, filter = '', rollUp = 0, at = 'n5' } of [
  { count: 1000 },
  { count: 1000, filter: 'worker' },
  { count: 1000, rollUp: 5, at: 'n0' },
  { count: 10_000 },
]) {
  test(`${count} rows with 200 changes a second${filter && ', filtered'}${rollUp ? ', rolled up' : ''}`, async (t) => {
    const view = await browser.open({ width: 1000, height: 700 });
    const all = rows(count);
    await view.send(snapshot(all), layout(rollUp));
    await view.page.getByRole('searchbox').fill(filter);
    await view.row(at).click();
    await view.page.evaluate(() => void ((globalThis as unknown as Page).longTasks.length = 0));
    const spent = await processorTime(view);
    const { frames, slowest, last } = await view.page.evaluate(churn, { all, seconds: 4, perSecond: 200 });
    const name = `churn${count}Rows${filter && 'Filtered'}${rollUp ? 'RolledUp' : ''}`;
    figures[name] = {
      processorMs: await spent(),
      changes: last.revision - 1,
      frames,
      slowestFrameMs: Math.round(slowest),
      longTasksMs: await longTasks(view),
    };
    t.diagnostic(`${name} ${JSON.stringify(figures[name])}`);
    assert.equal(await view.cell(last.row.id, 'exitcode').textContent(), `${last.row.exitcode}`);
    assert.equal(await view.focus(), at);
    await view.close();
  });
}

/** In the page: changes rows by turns, half of them in sight; ends with one that is in sight. */
async function churn({ all, seconds, perSecond }: { all: ProcessRow[]; seconds: number; perSecond: number }) {
  const start = performance.now();
  let [revision, frames, slowest, before] = [1, 0, 0, start];
  let row = all[0] as ProcessRow;
  const change = () => {
    const index = revision % 2 ? revision % 20 : revision % all.length;
    const was = all[index] as ProcessRow;
    row = { ...was, alive: !was.alive, state: was.alive ? 'ended' : 'started', exitcode: was.alive ? revision : null };
    all[index] = row;
    revision++;
    window.postMessage({ type: 'patch', revision, changed: [row], removed: [] }, '*');
  };
  for (let now = start; now < start + seconds * 1000;) {
    now = await new Promise<number>((done) => requestAnimationFrame(done));
    if (frames++ > 0) slowest = Math.max(slowest, now - before);
    before = now;
    for (let due = ((now - start) / 1000) * perSecond - revision; due > 0; due--) change();
  }
  while (row.alive || !document.querySelector(`[data-process-id="${row.id}"]`)) change();
  await new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done))));
  return { frames, slowest, last: { revision, row } };
}
