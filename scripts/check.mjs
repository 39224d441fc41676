// `npm run check`: types, lint (with the rules between layers), format and dead code; a line for each, no warnings.
import { existsSync, readdirSync } from 'node:fs';
import os from 'node:os';
import { bootstrap } from './support/bootstrap.mjs';
import { inRoot, root } from './support/paths.mjs';
import { capture } from './support/run.mjs';

await bootstrap();
const layers = readdirSync(inRoot('src')).map((layer) => `src/${layer}/tsconfig.json`);
const projects = ['tsconfig.json', ...layers.filter((project) => existsSync(inRoot(project)))]; // Python has no types
const steps = [
  ...projects.map((project) => ({
    name: `types ${project}`,
    args: [tool('typescript/bin/tsc'), '-p', project, '--incremental', '--tsBuildInfoFile', remembered(project)],
  })),
  { name: 'lint', args: [tool('oxlint/bin/oxlint'), '--type-aware', '--deny-warnings'] },
  {
    name: 'format',
    args: [tool('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', ...remembering('prettier.json'), '.'],
  },
  { name: 'dead code', args: [tool('knip/bin/knip.js'), '--no-progress'] },
];
const failed = [];
const waiting = [...steps];
await Promise.all(Array.from({ length: Math.min(4, os.availableParallelism()) }, work));
console.log(
  failed.length
    ? `check: ${failed.length} of ${steps.length} steps failed: ${failed.join(', ')}`
    : 'check: all is well',
);
process.exitCode = failed.length ? 1 : 0;

/** What a tool knows of files that have not changed since; a second check takes a fraction of the first. */
function remembered(name) {
  return inRoot('build/check', name.replaceAll('/', '-'));
}

function remembering(name) {
  return ['--cache', '--cache-strategy=content', '--cache-location', remembered(name)];
}

function tool(file) {
  const found = inRoot('node_modules', file);
  if (!existsSync(found)) throw new Error(`${found} is missing; run npm ci`);
  return found;
}

async function work() {
  for (let step = waiting.shift(); step; step = waiting.shift()) await check(step);
}

async function check({ name, args }) {
  const started = Date.now();
  const { code, output } = await capture(process.execPath, args, { cwd: root });
  console.log(`${code === 0 ? '✔' : '✘'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (code === 0) return;
  failed.push(name);
  console.log(output);
}
