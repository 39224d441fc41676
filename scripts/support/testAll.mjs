import { parseArgs } from 'node:util';
import { buildAll } from '../build.mjs';
import { ensureCodeServer, unsupportedPlatform } from '../../test/testbed/code-server.mjs';
import { markedEnvironment } from './leftovers.mjs';
import { CHROMIUM, COMPILER, ensureCommands, ensureDebugpy, PYTHON } from './machine.mjs';
import { packageExtension } from './packageExtension.mjs';
import { packageLibrary } from './packageLibrary.mjs';
import { toolsCache } from './paths.mjs';
import { runSuite } from './runSuite.mjs';
import { filesOf, suites } from './suites.mjs';

/** Runs the suites that `argv` asks for, prints what failed and was skipped, then the sum; resolves with the exit code. */
export async function testAll(argv) {
  const { option, filters } = parseOptions(argv);
  const chosen = await chooseSuites(option, filters);
  await prepareMachine(chosen, option);
  if (option.build) await buildFor(chosen);
  process.env.TEST_NODE ??= process.execPath;
  const total = { passes: [], failures: [], pending: [] };
  for (const { name, files } of chosen) {
    console.log(`\n── ${name} ${'─'.repeat(100 - name.length)}`);
    const results = await runOne(name, { files, grep: option.grep, desktop: option.desktop });
    for (const kind of Object.keys(total)) {
      for (const one of results[kind]) total[kind].push(Object.assign(one, { suite: name }));
    }
  }
  return printTotal(total);
}

function parseOptions(argv) {
  const { values: option, positionals: filters } = parseArgs({
    args: argv,
    allowPositionals: true,
    allowNegative: true,
    options: {
      only: { type: 'string' },
      grep: { type: 'string' },
      desktop: { type: 'boolean', default: unsupportedPlatform() !== null },
      build: { type: 'boolean', default: true },
    },
  });
  return { option, filters };
}

async function chooseSuites({ only }, filters) {
  const names = only?.split(',') ?? Object.keys(suites);
  for (const name of names) {
    if (!suites[name]) throw new Error(`There is no suite ${name}; there are ${Object.keys(suites).join(', ')}`);
  }
  const chosen = await Promise.all(names.map(async (name) => ({ name, files: await filesOf(suites[name], filters) })));
  if (!filters.length) return chosen; // where a suite without files is a failure
  const wanted = chosen.filter(({ files }) => files.length);
  if (!wanted.length) throw new Error(noFile(names, filters));
  return wanted;
}

function noFile(names, filters) {
  const patterns = names.map((name) => `${name} (${suites[name].pattern})`);
  return `No file of ${patterns.join(', ')} has ${filters.join(' or ')} in its path; --grep finds tests by their names`;
}

async function prepareMachine(chosen, { desktop }) {
  const inBed = ({ name }) => !unsupportedPlatform() && !(name === 'extension' && desktop);
  const needs = new Set(chosen.filter(inBed).flatMap(({ name }) => suites[name].needs));
  if (needs.has('chromium')) await ensureCommands(CHROMIUM);
  if (needs.has('debugpy')) await ensureDebugpy();
  if (needs.has('python')) await ensureCommands(PYTHON);
  if (!needs.has('editor')) return;
  await ensureCommands(COMPILER);
  await ensureCodeServer({ cacheDir: toolsCache, log: console.log });
}

/** The packages are needed by some suites only. */
async function buildFor(chosen) {
  console.log('Building');
  await buildAll();
  if (!chosen.some(({ name }) => suites[name].needs.includes('packages'))) return;
  console.log('Packaging');
  await packageExtension();
  await packageLibrary();
}

/** Runs one suite in an environment of its own, and looks what it left. */
async function runOne(name, run) {
  if (name === 'ui' && unsupportedPlatform()) {
    return { passes: [], failures: [], pending: [{ title: 'all', reason: unsupportedPlatform() }] };
  }
  if (!run.files.length) {
    return { passes: [], failures: [{ title: 'all', error: `there is no ${suites[name].pattern}` }], pending: [] };
  }
  const environment = await markedEnvironment();
  try {
    const results = await runSuite(name, suites[name], run, environment);
    const left = await environment.leftovers();
    if (left.length) results.failures.push(...left);
    else results.passes.push({ title: 'nothing is left behind' });
    return results;
  } finally {
    await environment.dispose();
  }
}

function printTotal({ passes, failures, pending }) {
  console.log('');
  for (const { suite, title, reason } of pending)
    console.log(`skipped  ${suite}: ${title}${reason ? ` (${reason})` : ''}`);
  for (const { suite, title, error } of failures) console.log(`failed   ${suite}: ${title}\n${indent(error)}`);
  console.log(`${passes.length} passed, ${failures.length} failed, ${pending.length} skipped`);
  return failures.length || !passes.length ? 1 : 0;
}

const indent = (text) => text.replaceAll(/^/gm, '    ');
