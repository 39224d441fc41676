// Opens the extension in the real editor and measures what it costs there, and how fast it is.
import fs from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureCodeServer } from '../../test/testbed/code-server.mjs';
import { startTestServer } from '../../test/testbed/server.mjs';
import { launchBrowser, until, Workbench } from '../../test/testbed/workbench.mjs';
import { BRIDGE, callBridge } from '../../test/ui/support/bridge.mjs';
import { hasText, ProcessTree } from '../../test/ui/support/processTree.mjs';
import { inRoot, toolsCache } from '../../scripts/support/paths.mjs';
import { endsSeen, frameTimes, liveInSight, watchEnds } from './inWebview.mjs';

const LOOKS = 3;
/** As often as Process Tree looks at the process table. */
const LOOK_SECONDS = 2;
const FRAMES_SECONDS = 5;
/** An extension host that needs so many milliseconds of a processor in a second, or less, for so long does nothing else. */
const RESTS = 40;
const REST_SECONDS = 3;
const PATIENT = { timeout: 120_000 };
/** Between two ends, so that each is one of its own. */
const APART_MS = 40;
const SETTINGS = {
  'processTree.rollUp': 0,
  // VS Code's own search for open ports reads /proc/PID/fd of all processes, in the extension host: 40 ms a second with 200
  'remote.autoForwardPortsSource': 'output',
};
const PROGRAMS = ['bench/extension/crowd.mjs', 'test/fixtures/monitorGenerator.mjs'];

/**
 * @param vsix The packaged extension.
 * @returns Milliseconds, MB, and milliseconds of processor time a second: `activation`; `cpu` and `memory` of the
 *   extension host `without` the extension (memory only), `idle`, with the `crowd`, and with the view `hidden` meanwhile;
 *   `ends`, from the end of each of 200 processes to its row's change; `frames`, of the webview with 1,000 rows, of which 200
 *   change in a second.
 */
export async function measureInEditor(vsix) {
  const server = await startTestServer(await ensureCodeServer({ cacheDir: toolsCache }), { vsix, settings: SETTINGS });
  const browser = await launchBrowser();
  try {
    for (const file of PROGRAMS) await fs.copyFile(inRoot(file), path.join(server.home, path.basename(file)));
    const window = await Workbench.open(server, browser, { folder: server.home, extensionDevelopmentPath: BRIDGE });
    return await measure(new ProcessTree(window), (method, ...args) => bridge(server, method, args));
  } finally {
    await browser.close();
    await server.stop();
  }
}

async function bridge(server, method, args) {
  const { result, error } = await callBridge(server, method, ...args);
  if (error) throw new Error(`${method}: ${error}`);
  return result;
}

async function measure(tree, call) {
  const program = (file) => path.join(tree.workbench.server.home, file);
  await rest(call);
  const without = await call('usage');
  const activation = await call('activate');
  await tree.focus();
  await tree.empty.waitFor();
  const idle = await usage(call);
  await call('run', program('crowd.mjs'));
  await until('200 processes', async () => (await tree.counts.textContent()).startsWith('201 alive'), PATIENT);
  const crowd = await usage(call);
  await call('executeCommand', 'workbench.action.closePanel');
  const hidden = await usage(call);
  await tree.focus();
  await hasText(tree.counts, /^201 alive/);
  const ends = await measureEnds(tree);
  await tree.terminateAll();
  await call('run', program('monitorGenerator.mjs'), ['1000', '200', '120']);
  await hasText(tree.counts, /(?:^|· )(?:1001|\d{3}) alive/);
  const frames = await tree.view.locator('main').evaluate(frameTimes, FRAMES_SECONDS);
  return { activation, without, idle, crowd, hidden, ends, frames };
}

/** The extension host has other extensions to start, too; and a while after anything it still does what that leads to. */
function rest(call) {
  return until('rest', async () => (await usageFor(call, REST_SECONDS)).cpu < RESTS, PATIENT);
}

/** The median of several looks: every ten seconds or so, the editor's own extensions do something. */
async function usage(call) {
  await rest(call);
  const looks = [];
  while (looks.length < LOOKS) looks.push(await usageFor(call, LOOK_SECONDS));
  const median = (what) => looks.map((look) => look[what]).toSorted((a, b) => a - b)[LOOKS >> 1];
  return { cpu: median('cpu'), memory: median('memory') };
}

async function usageFor(call, seconds) {
  const before = await call('usage');
  await sleep(seconds * 1000);
  const after = await call('usage');
  return { cpu: (after.cpu - before.cpu) / seconds, memory: after.memory };
}

/** Kills each process in sight, then scrolls to the next. */
async function measureEnds(tree) {
  const main = tree.view.locator('main');
  await main.evaluate(watchEnds);
  await tree.select('crowd.mjs');
  const killedAt = new Map();
  while (killedAt.size < 200) {
    const pids = await until('rows that live', async () => {
      await tree.page.keyboard.press('PageDown');
      const found = await main.evaluate(liveInSight);
      return found.length > 0 && found;
    });
    for (const pid of pids) {
      killedAt.set(pid, Date.now());
      process.kill(pid, 'SIGKILL');
      await sleep(APART_MS);
    }
    await until('their ends', async () => {
      const seen = await main.evaluate(endsSeen);
      return pids.every((pid) => seen[pid]);
    });
  }
  const seen = await main.evaluate(endsSeen);
  return Array.from(killedAt, ([pid, at]) => seen[pid] - at);
}
