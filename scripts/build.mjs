// Builds every bundle and the library's types into dist/.
// `node scripts/build.mjs` (all), `… webview.js extension.cjs` (only those), `--watch`.
import { build, context } from 'esbuild';
import { copyFile, cp, mkdir, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import path from 'node:path';
import { calledFunctions } from './support/calledFunctions.mjs';
import { childPart, itemsPart, objectsPart, poolPart, restPart } from './support/childParts.mjs';
import { withEagerFunctions } from './support/eagerFunctions.mjs';
import { withoutRedundantNames } from './support/redundantNames.mjs';

const root = path.resolve(import.meta.dirname, '..');
const dist = path.join(root, 'dist');
// keepNames: the names of classes are seen by users (`Process-1`).
const node = { platform: 'node', target: 'node22.15', format: 'cjs', keepNames: true };
const smaller = { minifySyntax: true, minifyWhitespace: true };
/** What is loaded when a process starts, its first child or its first queue: scripts/support/eagerFunctions.mjs. */
const atStart = ['library.cjs', 'register.cjs', 'child.cjs', 'items.cjs', 'pool.cjs', 'objects.cjs', 'hub.cjs'];

/** The name of the package in which tsserver finds the plugin. */
export const TYPESCRIPT_PLUGIN = 'multiprocessing-ts-typescript-plugin';

/** name in dist/ → its entry, and what differs from the shared options. */
export const bundles = {
  // What runs inside users' programs.
  'multiprocessing.cjs': {
    ...node,
    entry: 'src/multiprocessing/programEntry.ts',
    footer: { js: "module.exports = require('./library.cjs');" }, // as Node must find it, to see what is exported
  },
  'library.cjs': { ...node, entry: 'src/multiprocessing/library.ts' },
  // The parts of a child's program.
  'child.cjs': { ...node, ...smaller, entry: 'src/loader/childEntry.ts', wrap: childPart },
  'items.cjs': { ...node, ...smaller, entry: 'src/multiprocessing/itemsPart.ts', wrap: itemsPart },
  'pool.cjs': { ...node, ...smaller, entry: 'src/multiprocessing/pools.ts', wrap: poolPart },
  'objects.cjs': { ...node, ...smaller, entry: 'src/multiprocessing/objects.ts', wrap: objectsPart },
  'rest.cjs': { ...node, ...smaller, entry: 'src/multiprocessing/index.ts', wrap: restPart },
  'hub.cjs': { ...node, keepNames: false, entry: 'src/multiprocessing/hub/hubThread.ts' },
  'register.cjs': { ...node, entry: 'src/loader/register.ts' },
  'transform.cjs': { ...node, entry: 'src/loader/transform.ts' },
  'typescript.cjs': { ...node, entry: 'src/loader/typescript.ts', minify: true, sourcemap: false },
  'agent.cjs': { ...node, entry: 'src/monitor/agentMain.ts' },
  'cli.cjs': { ...node, entry: 'src/cli/main.ts' },
  // What runs in the editor. VS Code 1.100's extension host is Node 20.
  'extension.cjs': { ...node, target: 'node20', entry: 'src/extension/extension.ts', external: ['vscode'] },
  'systemInformation.cjs': {
    ...node,
    target: 'node20',
    entry: 'src/processTable/systemInformation.ts',
    minify: true,
    // The package is one object with all that it can; only this part is wanted.
    alias: { systeminformation: 'systeminformation/lib/processes.js' },
  },
  // tsserver calls what the module is, not what it exports.
  'typescriptPlugin.cjs': {
    ...node,
    target: 'node20',
    entry: 'src/typescriptPlugin/index.ts',
    footer: { js: 'module.exports = module.exports.default;' },
  },
  'webview.js': { platform: 'browser', target: 'es2023', format: 'iife', entry: 'src/webview/main.ts', minify: true },
};

const redundantNames = {
  name: 'redundant-names',
  setup({ onEnd, initialOptions: { outfile } }) {
    onEnd(({ errors }) => (errors.length === 0 ? rewrite(outfile, withoutRedundantNames) : undefined));
  },
};

/** The file is never there by half. */
async function rewrite(file, change) {
  await writeFile(`${file}.new`, change(await readFile(file, 'utf8')));
  await rename(`${file}.new`, file);
}

function options(name, { entry, wrap, ...rest }) {
  return {
    entryPoints: [path.join(root, entry)],
    outfile: path.join(dist, name),
    bundle: true,
    metafile: true,
    logLevel: 'warning',
    absWorkingDir: root,
    legalComments: 'none',
    // Bundles load each other by path at run time: one copy of each in a process, and only when it is needed.
    plugins: [siblingBundles, ...(wrap ? [wrap()] : []), ...(rest.keepNames && !rest.minify ? [redundantNames] : [])],
    ...rest,
  };
}

const siblingBundles = {
  name: 'sibling-bundles',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/[\w-]+\.cjs$/ }, ({ path: file }) => ({ path: file, external: true }));
  },
};

/** An ES module over the CommonJS bundle, so that a program that uses both has one library. */
async function writeModuleWrapper() {
  const names = Object.keys(createRequire(import.meta.url)(path.join(dist, 'library.cjs'))).filter(
    (name) => name !== 'default',
  );
  // require() and not import: it spares analysing the bundle's source for its exports.
  // A child has the library already, and says so under the module's URL: src/loader/libraryWrapper.ts.
  const source = `const library =
  globalThis[Symbol.for(import.meta.url)]?.library() ??
  process.getBuiltinModule('node:module').createRequire(import.meta.url)('./multiprocessing.cjs');
export const {
${names.map((name) => `  ${name},`).join('\n')}
} = library;
export default library;
`;
  await writeFile(path.join(dist, 'multiprocessing.mjs'), source);
}

/** Only of a whole build: to run its program, all has to be there. */
async function compileAtStart() {
  for (const [name, isCalled] of await calledFunctions(atStart)) {
    await rewrite(path.join(dist, name), (source) => withEagerFunctions(source, isCalled));
  }
}

async function writeTypes() {
  await rm(path.join(dist, 'types'), { recursive: true, force: true });
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
  await promisify(execFile)(process.execPath, [tsc, '-p', path.join(root, 'tsconfig.types.json')]).catch((error) => {
    throw new Error(`the library's types were not emitted:\n${error.stdout}`);
  });
  await writeFile(path.join(dist, 'types/index.d.mts'), "export * from './multiprocessing/index.ts';\n");
  await writeFile(path.join(dist, 'types/register.d.ts'), 'export {};\n');
}

/** What programs in the editor are checked with, for which nothing is installed: with Node's types. */
async function writeEditorTypes() {
  const folder = path.join(dist, 'editorTypes');
  await mkdir(folder, { recursive: true });
  const entry = `/// <reference types="node" />\nexport * from '../types/multiprocessing/index.ts';\n`;
  for (const name of ['index.d.mts', 'index.d.ts']) await writeFile(path.join(folder, name), entry);
  await writeFile(path.join(folder, 'register.d.ts'), 'export {};\n');
}

async function copyCodicons() {
  const from = path.join(root, 'node_modules/@vscode/codicons/dist');
  await mkdir(path.join(dist, 'codicons'), { recursive: true });
  for (const file of ['codicon.css', 'codicon.ttf'])
    await copyFile(path.join(from, file), path.join(dist, 'codicons', file));
}

/** The agent for Python's own multiprocessing, which Python compiles itself. */
async function copyPython() {
  await rm(path.join(dist, 'python'), { recursive: true, force: true });
  const from = path.join(root, 'src/python');
  await cp(from, path.join(dist, 'python'), { recursive: true, filter: (file) => !file.endsWith('__pycache__') });
}

/**
 * tsserver loads a plugin by its package name from a node_modules folder of the extension's: here when the extension
 * runs from this folder; in a VSIX scripts/package.mjs puts it there.
 */
export async function writeTypescriptPlugin(nodeModules = path.join(root, 'node_modules')) {
  const name = TYPESCRIPT_PLUGIN;
  const { version, license } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const folder = path.join(nodeModules, name);
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, 'package.json'),
    `${JSON.stringify({ name, version, license, main: 'index.js' })}\n`,
  );
  await copyFile(path.join(dist, 'typescriptPlugin.cjs'), path.join(folder, 'index.js'));
}

export async function buildOnly(names) {
  for (const name of names)
    if (!bundles[name]) throw new Error(`no bundle ${name}; there are ${Object.keys(bundles).join(', ')}`);
  await Promise.all(names.map((name) => build(options(name, bundles[name]))));
  if (names.includes('library.cjs')) await writeModuleWrapper();
  if (names.includes('webview.js')) await copyCodicons();
  if (names.includes('typescriptPlugin.cjs')) await writeTypescriptPlugin();
}

/** What an earlier version of this script built; what is built now is written over, so that dist/ is never without. */
async function removeOthers() {
  const built = new Set([...Object.keys(bundles), 'multiprocessing.mjs', 'types', 'editorTypes', 'codicons', 'python']);
  for (const name of await readdir(dist).catch(() => [])) {
    if (!built.has(name)) await rm(path.join(dist, name), { recursive: true });
  }
}

export async function buildAll() {
  await removeOthers();
  const results = await Promise.all(
    Object.entries(bundles).map(async ([name, bundle]) => [name, await build(options(name, bundle))]),
  );
  await mkdir(path.join(root, 'build'), { recursive: true });
  const meta = Object.fromEntries(results.map(([name, { metafile }]) => [name, metafile]));
  await writeFile(path.join(root, 'build/meta.json'), JSON.stringify(meta)); // read by test/layers.test.ts
  await Promise.all([
    writeModuleWrapper().then(compileAtStart),
    copyCodicons(),
    copyPython(),
    writeTypes(),
    writeEditorTypes(),
    writeTypescriptPlugin(),
  ]);
}

if (process.argv[1] === import.meta.filename) {
  const names = process.argv.slice(2).filter((arg) => !arg.startsWith('-'));
  if (process.argv.includes('--watch')) {
    for (const [name, bundle] of Object.entries(bundles)) await (await context(options(name, bundle))).watch();
    await copyCodicons();
  } else if (names.length) await buildOnly(names);
  else await buildAll();
}
