import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs/promises';
import path from 'node:path';
import { root, toolsCache } from './paths.mjs';

/**
 * Runs a suite to its end or its time limit; resolves with `{ passes, failures, pending }`, each a list of
 * `{ title, error?, reason? }`. What goes wrong outside of the tests is a failure as well.
 *
 * @typedef {{ title: string, error?: string, reason?: string }} Entry
 * @returns {Promise<{ passes: Entry[], failures: Entry[], pending: Entry[] }>}
 */
export async function runSuite(name, suite, run, environment) {
  const report = path.join(environment.folder, `${name}.json`);
  const { args, env } = suite.command({ ...run, report });
  const child = spawn(process.execPath, args, {
    cwd: root,
    stdio: environment.stdio ?? 'inherit',
    detached: process.platform !== 'win32', // a group of its own, which the time limit ends as a whole
    env: {
      ...process.env,
      ...environment.variables,
      CODE_SERVER_CACHE: toolsCache,
      TEST_REPORT: report,
      ...defined(env),
    },
  });
  const late = endAfter(child, suite.minutes * 60_000);
  const [code, signal] = await once(child, 'exit');
  late.clear();
  const results = (await readReport(report)) ?? { passes: [], failures: [], pending: [] };
  const wrong = outsideOfTests({ results, code, signal, late, suite });
  if (wrong) results.failures.push({ title: name, error: wrong });
  return results;
}

function outsideOfTests({ results, code, signal, late, suite }) {
  if (late.happened()) return `not done within ${suite.minutes} minutes`;
  const { passes, failures, pending } = results;
  if (code !== 0 && !failures.length) return `failed outside of its tests: ended with ${code ?? signal}`;
  return passes.length + failures.length + pending.length ? undefined : 'no test ran';
}

const defined = (values = {}) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

function endAfter(child, milliseconds) {
  let happened = false;
  const onSignal = (signal) => {
    signalGroup(child, signal);
    process.exit(1);
  };
  // Ctrl-C reaches only our own group.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
  let timer = setTimeout(() => {
    happened = true;
    signalGroup(child, 'SIGTERM');
    timer = setTimeout(() => signalGroup(child, 'SIGKILL'), 5_000);
  }, milliseconds);
  const clear = () => {
    clearTimeout(timer);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, onSignal);
  };
  return { happened: () => happened, clear };
}

function signalGroup(child, signal) {
  try {
    process.kill(process.platform === 'win32' ? child.pid : -child.pid, signal);
  } catch {
    // already gone
  }
}

/** One JSON object (mocha's, run-ui's), or a line for each test (testReporter.mjs). */
async function readReport(file) {
  const text = await fs.readFile(file, 'utf8').catch(() => '');
  if (!text) return undefined;
  if (!text.startsWith('{"kind"')) return { passes: [], failures: [], pending: [], ...JSON.parse(text) };
  const results = { passes: [], failures: [], pending: [] };
  for (const line of text.trimEnd().split('\n')) {
    const { kind, isFile, ...entry } = JSON.parse(line);
    // node:test counts a file without tests as one that passes.
    if (isFile) results.failures.push({ ...entry, error: 'the file has no tests' });
    else results[kind].push(entry);
  }
  return results;
}
