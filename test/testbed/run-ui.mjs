// Runs UI tests: modules with a default export `async (t) => {}` that drive the workbench in headless Chromium.
//   node test/testbed/run-ui.mjs --vsix build/process-tree.vsix --workspace examples test/ui/*.mjs
// A module may export `settings` (of the user) and `env` (of the server, its extension host and terminals).
import fs from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureCodeServer } from './code-server.mjs';
import { startTestServer } from './server.mjs';
import { launchBrowser, until, Workbench } from './workbench.mjs';

const { values: option, positionals: files } = parseArgs({
  allowPositionals: true,
  options: {
    vsix: { type: 'string' }, // the package to test, installed as by a user
    extension: { type: 'string', multiple: true, default: [] }, // or its folder, and those of others to load beside it
    workspace: { type: 'string' }, // a folder, copied for each module; default: an empty window
    cache: { type: 'string' },
    artifacts: { type: 'string', default: 'test-results' }, // screenshots, and the server's log of a failure
    report: { type: 'string' }, // a JSON file: passes, failures, pending, as mocha's
    grep: { type: 'string', default: '' }, // only modules whose name matches
    timeout: { type: 'string', default: '120' }, // seconds, of each step
    keep: { type: 'boolean', default: false }, // the server's folder
  },
});

for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => process.exit(1)); // ends the server too

const report = { passes: [], failures: [], pending: [] };
const artifacts = path.resolve(option.artifacts);
await fs.mkdir(artifacts, { recursive: true });
const install = await ensureCodeServer({ cacheDir: option.cache, log: console.log });
const browser = await launchBrowser();
try {
  for (const file of files) if (new RegExp(option.grep).test(path.basename(file))) await runModule(file);
} finally {
  await browser.close();
  if (option.report) await fs.writeFile(option.report, JSON.stringify(report, null, 2));
}
console.log(`${report.passes.length} passed, ${report.failures.length} failed, ${report.pending.length} skipped`);
process.exitCode = report.failures.length || !report.passes.length ? 1 : 0;

async function runModule(file) {
  const name = path.basename(file, path.extname(file));
  console.log(`\n  ${name}`);
  const run = { name, windows: [], step: 'opening' };
  let server;
  try {
    const module = await import(pathToFileURL(path.resolve(file)).href);
    const { settings, env } = module;
    server = await startTestServer(install, { settings, env, vsix: option.vsix, keep: option.keep });
    await module.default(toolsFor(run, server, await windowOf(server)));
  } catch (error) {
    await recordFailure(run, error, server);
  } finally {
    for (const window of run.windows) await window.close().catch(() => {});
    await server?.stop();
  }
}

async function windowOf(server) {
  const extensionDevelopmentPath = option.extension.map((folder) => path.resolve(folder));
  if (!option.workspace) return { extensionDevelopmentPath };
  const folder = path.join(server.home, path.basename(path.resolve(option.workspace)));
  await fs.cp(option.workspace, folder, { recursive: true });
  return { extensionDevelopmentPath, folder };
}

/** What a module's function is given. */
function toolsFor(run, server, window) {
  return {
    server,
    browser,
    window,
    until,
    artifacts,
    /** Opens a window on the extension and the workspace. */
    open: async (options) => {
      const workbench = await Workbench.open(server, browser, { ...window, ...options });
      run.windows.push(workbench);
      return workbench;
    },
    /** One named step, counted as a test; the steps after one that failed are not run. */
    step: (title, body) => runStep(run, title, body),
    skip: (title, reason) => report.pending.push({ title: `${run.name}: ${title}`, reason }),
    screenshot: (workbench, title) => workbench.page.screenshot({ path: path.join(artifacts, `${title}.png`) }),
  };
}

async function runStep(run, title, body) {
  run.step = title;
  const started = Date.now();
  let timer;
  const late = new Promise((_, reject) => {
    const fail = () => reject(new Error(`not done within ${option.timeout} s`));
    timer = setTimeout(fail, Number(option.timeout) * 1000);
  });
  try {
    await Promise.race([body(), late]);
  } finally {
    clearTimeout(timer);
  }
  const ms = Date.now() - started;
  report.passes.push({ title: `${run.name}: ${title}`, ms });
  console.log(`  ✔ ${title} (${ms} ms)`);
}

async function recordFailure({ name, step, windows }, error, server) {
  const because = error.cause ? `\nbecause: ${error.cause.stack ?? error.cause}` : '';
  const text = `${error.stack ?? error}${because}`;
  report.failures.push({ title: `${name}: ${step}`, error: text });
  console.log(`  ✘ ${step}\n${text}`);
  for (const [index, workbench] of windows.entries()) {
    await workbench.page.screenshot({ path: path.join(artifacts, `${name}-failed-${index}.png`) }).catch(() => {});
  }
  if (server) await fs.copyFile(server.logFile, path.join(artifacts, `${name}-server.log`)).catch(() => {});
}
