/**
 * The layers of CONTRIBUTING.md: a wrong import fails the lint, whether of values or types, and the bundles hold and
 * load only what may run where they run.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

const root = path.resolve(import.meta.dirname, '..');
// The agent for Python is no part of any bundle.
const layers = readdirSync(path.join(root, 'src')).filter((name) => name !== 'python');

const NODE_MODULES = ['node:fs', 'node:fs/promises'];

/** What each layer may import, beside files of its own: specifiers, or how they begin. */
const allowed: Record<string, readonly string[]> = {
  base: [],
  multiprocessing: ['../base/', ...NODE_MODULES],
  loader: ['../base/', '../multiprocessing/', ...NODE_MODULES, 'acorn', 'typescript-api'],
  cli: ['../base/', ...NODE_MODULES],
  monitor: ['../base/', '../multiprocessing/events.ts', '../multiprocessing/identity.ts', ...NODE_MODULES],
  processTable: ['../base/', ...NODE_MODULES, 'systeminformation'],
  tree: ['../base/', '../monitor/protocol.ts', '../monitor/activityMessages.ts'],
  timeline: ['../base/', '../tree/'],
  extension: [
    '../base/',
    '../multiprocessing/',
    '../monitor/',
    '../processTable/',
    '../tree/',
    '../timeline/',
    ...NODE_MODULES,
    'vscode',
  ],
  typescriptPlugin: ['typescript-api'],
  webview: ['../base/', '../tree/', '../timeline/'],
};

/** The parts of the library that have to do with the hub, in the same way. */
const allowedInLibrary: Record<string, readonly string[]> = {
  hub: ['../hubWire/', '../numbers.ts', '../events.ts', '../../base/', ...NODE_MODULES],
  hubWire: ['../../base/', ...NODE_MODULES],
  pool: [
    '../hubWire/',
    '../hubClient/',
    '../numbers.ts',
    '../events.ts',
    '../queues.ts',
    '../../base/',
    ...NODE_MODULES,
  ],
  hubClient: ['../hubWire/', '../numbers.ts', '../events.ts', '../queues.ts', '../../base/', ...NODE_MODULES],
};

const everythingInLibrary = [
  './anything.ts',
  '../hub/hub.ts',
  '../hubWire/frames.ts',
  '../hubClient/hubClient.ts',
  '../events.ts',
  '../numbers.ts',
  '../queues.ts',
  '../../base/deferred.ts',
  '../../loader/hooks.ts',
  '../../monitor/protocol.ts',
  'node:fs',
  'vscode',
  'left-pad',
];

/** Those that are an entry of a bundle: imported by nobody, but for types. */
const isEntry = (specifier: string) =>
  /\/(childEntry|agentMain|main|register|extension|systemInformation)\.ts$|typescriptPlugin/.test(specifier);

/** Every kind of import there is; for each layer, those not allowed above must be refused. */
const everything = [
  './anything.ts',
  './childEntry.ts',
  './main.ts',
  '../base/deferred.ts',
  '../multiprocessing/events.ts',
  '../multiprocessing/identity.ts',
  '../multiprocessing/targetTable.ts',
  '../multiprocessing/index.ts',
  '../multiprocessing/childEntry.ts',
  '../loader/hooks.ts',
  '../loader/register.ts',
  '../cli/main.ts',
  '../cli/usage.ts',
  '../monitor/protocol.ts',
  '../monitor/activityMessages.ts',
  '../monitor/server.ts',
  '../monitor/agentMain.ts',
  '../processTable/processTable.ts',
  '../processTable/systemInformation.ts',
  '../tree/messages.ts',
  '../timeline/ticks.ts',
  '../extension/session.ts',
  '../extension/extension.ts',
  '../typescriptPlugin/index.ts',
  '../webview/dom.ts',
  '../webview/main.ts',
  'node:fs',
  'node:fs/promises',
  'vscode',
  'acorn',
  'typescript-api',
  'systeminformation',
  'left-pad',
];

test('every layer is covered', () => {
  assert.deepEqual(layers.toSorted(), Object.keys(allowed).toSorted());
});

test('the lint refuses every wrong import, and no right one', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'layers-'));
  try {
    const files = writeImports(folder, layers, everything);
    const refused = lint(folder);
    for (const [file, { layer, specifier, types }] of files) {
      // A file of the layer's own, imported the long way round, is another matter.
      if (specifier.startsWith(`../${layer}/`)) continue;
      const inReach = ['./', ...(allowed[layer] ?? [])].some((start) => specifier.startsWith(start));
      const right = inReach && (types || !isEntry(specifier));
      assert.equal(
        refused.has(file),
        !right,
        `src/${layer} ${right ? 'may' : 'must not'} import ${specifier} (${file})`,
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the lint holds the hub, its processes and what goes between them apart', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'layers-'));
  try {
    const parts = Object.keys(allowedInLibrary).map((part) => `multiprocessing/${part}`);
    const files = writeImports(folder, parts, everythingInLibrary);
    const refused = lint(folder);
    for (const [file, { layer, specifier, types }] of files) {
      const part = path.posix.basename(layer);
      if (specifier.startsWith(`../${part}/`)) continue;
      const inReach = ['./', ...(allowedInLibrary[part] ?? [])].some((start) => specifier.startsWith(start));
      const right = inReach || (types && part === 'hubClient' && specifier.startsWith('../hub/'));
      assert.equal(refused.has(file), !right, `src/${layer} ${right ? 'may' : 'must not'} import ${specifier}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

interface Bundle {
  readonly inputs: Record<string, { readonly imports: readonly { path: string; external?: boolean }[] }>;
  readonly outputs: Record<
    string,
    { readonly entryPoint?: string; readonly imports: readonly { path: string; external?: boolean }[] }
  >;
}

/** What esbuild said of each bundle. */
const readMeta = () => JSON.parse(readFileSync(path.join(root, 'build/meta.json'), 'utf8')) as Record<string, Bundle>;

/** bundle → the folders (of src/ or node_modules/) it may hold, and what it may load when it runs. */
const NODE = /^node:/;
/** A module of another part of a child's program: scripts/support/childParts.mjs. */
const SHARED = /^shared:/;
const SIBLING = /^\.\/(library|child|register|transform|typescript|agent|cli|systemInformation)\.cjs$/;
const bundleRules: Record<string, { holds: readonly string[]; loads: readonly RegExp[] }> = {
  'multiprocessing.cjs': { holds: ['src/multiprocessing', 'src/base'], loads: [NODE, SIBLING] },
  'library.cjs': { holds: ['src/multiprocessing', 'src/base'], loads: [NODE, SIBLING] },
  'hub.cjs': { holds: ['src/multiprocessing', 'src/base'], loads: [NODE] },
  'child.cjs': { holds: ['src/loader', 'src/multiprocessing', 'src/base'], loads: [NODE, SIBLING] },
  'items.cjs': { holds: ['src/multiprocessing', 'src/base'], loads: [NODE, SHARED] },
  'pool.cjs': { holds: ['src/multiprocessing', 'src/base'], loads: [NODE, SHARED] },
  'objects.cjs': { holds: ['src/multiprocessing', 'src/base'], loads: [NODE, SHARED] },
  'rest.cjs': { holds: ['src/multiprocessing', 'src/base'], loads: [NODE, SHARED] },
  'register.cjs': { holds: ['src/loader', 'src/multiprocessing', 'src/base'], loads: [NODE, SIBLING] },
  'transform.cjs': {
    holds: ['src/loader', 'src/multiprocessing', 'src/base', 'node_modules/acorn'],
    loads: [NODE, SIBLING],
  },
  'typescript.cjs': { holds: ['src/loader', 'src/base', 'node_modules/typescript-api'], loads: [/./] },
  'agent.cjs': { holds: ['src/monitor', 'src/multiprocessing', 'src/base'], loads: [NODE, SIBLING] },
  'cli.cjs': { holds: ['src/cli', 'src/base'], loads: [NODE, SIBLING] },
  'extension.cjs': {
    holds: [
      'src/extension',
      'src/processTable',
      'src/timeline',
      'src/tree',
      'src/monitor',
      'src/multiprocessing',
      'src/base',
    ],
    loads: [NODE, SIBLING, /^vscode$/],
  },
  'systemInformation.cjs': {
    holds: ['src/processTable', 'node_modules/systeminformation'],
    loads: [NODE, /^(os|fs|path|child_process|util|https?|net)$/],
  },
  'typescriptPlugin.cjs': { holds: ['src/typescriptPlugin'], loads: [/^node:path$/] },
  'webview.js': { holds: ['src/webview', 'src/timeline', 'src/tree', 'src/monitor', 'src/base'], loads: [] },
};

test('every bundle holds and loads only what may run where it runs', () => {
  const meta = readMeta();
  assert.deepEqual(Object.keys(meta).toSorted(), Object.keys(bundleRules).toSorted());
  for (const [name, { inputs, outputs }] of Object.entries(meta)) {
    const { holds, loads } = bundleRules[name]!;
    for (const input of Object.keys(inputs)) {
      const fits = input === 'package.json' || holds.some((folder) => inSource(input).startsWith(`${folder}/`));
      assert.ok(fits, `${name} holds ${input}`);
    }
    const external = Object.values(outputs).flatMap(({ imports }) => imports.filter((one) => one.external));
    for (const { path: loaded } of external) {
      assert.ok(
        loads.some((rule) => rule.test(loaded)),
        `${name} loads ${loaded}`,
      );
    }
  }
});

/** The parts of a child, and which are loaded before each. */
const PARTS: Record<string, readonly string[]> = {
  'child.cjs': [],
  'items.cjs': ['child.cjs'],
  'pool.cjs': ['child.cjs', 'items.cjs'],
  'objects.cjs': ['child.cjs', 'items.cjs'],
  'rest.cjs': ['child.cjs', 'items.cjs', 'pool.cjs', 'objects.cjs'],
};

test('no module is in two parts of a child, and each that one takes from another is there', () => {
  const meta = readMeta();
  const held = (name: string) => Object.keys(meta[name]?.inputs ?? {}).filter((input) => /^src\/.*\.ts$/.test(input));
  assert.deepEqual(
    Object.keys(PARTS)
      .flatMap(held)
      .filter((input, i, all) => all.indexOf(input) !== i),
    [],
  );
  for (const [name, earlier] of Object.entries(PARTS)) {
    const before = new Set(earlier.flatMap(held));
    for (const { path: taken } of Object.values(meta[name]?.outputs ?? {}).flatMap(({ imports }) => imports)) {
      if (SHARED.test(taken)) assert.ok(before.has(taken.slice('shared:'.length)), `${name} takes ${taken}`);
    }
  }
});

test('a child starts without what only some children need', () => {
  const held = Object.keys(readMeta()['child.cjs']?.inputs ?? {});
  const late =
    /multiprocessing\/(hub\/(?!hubPlace)|api|spawn|childPopen|context|queues|pipe|lock|listener|client|sharedHandle|items)/;
  assert.deepEqual(
    held.filter((input) => late.test(input)),
    [],
  );
});

test('the view holds nothing of the monitor but what the tree shows', () => {
  const held = Object.keys(readMeta()['webview.js']?.inputs ?? {}).filter((input) => input.startsWith('src/monitor/'));
  assert.deepEqual(
    held.filter((input) => input !== 'src/monitor/protocol.ts'),
    [],
  );
});

test("the hub's thread holds nothing of its processes, and they nothing of it", () => {
  for (const [name, { inputs }] of Object.entries(readMeta())) {
    const wrong = name === 'hub.cjs' ? 'src/multiprocessing/hubClient/' : 'src/multiprocessing/hub/';
    for (const input of Object.keys(inputs)) assert.ok(!input.startsWith(wrong), `${name} holds ${input}`);
  }
});

test('an entry of a bundle is in no other bundle', () => {
  const meta = readMeta();
  for (const [name, { outputs }] of Object.entries(meta)) {
    // The library's is its public face, which whoever embeds the library imports.
    if (name === 'library.cjs' || name === 'rest.cjs') continue;
    const entry = inSource(Object.values(outputs).flatMap(({ entryPoint }) => entryPoint ?? [])[0] ?? '');
    assert.ok(entry, `${name} has an entry`);
    for (const [other, { inputs }] of Object.entries(meta)) {
      if (other !== name) assert.ok(!(entry in inputs), `${other} holds ${entry}, the entry of ${name}`);
    }
  }
});

/** The build gives a part of a child an entry of its own, which imports that of the source. */
function inSource(input: string): string {
  return input.replace(/^entry:/, '');
}

interface WrittenImport {
  readonly layer: string;
  readonly specifier: string;
  readonly types: boolean;
}

/** A file for each layer and import, half of them `import type`; the rules must see both. */
function writeImports(
  folder: string,
  folders: readonly string[],
  specifiers: readonly string[],
): Map<string, WrittenImport> {
  // Without its options, which ask for types: the rules between layers need none.
  const { options: _, ...config } = JSON.parse(readFileSync(path.join(root, '.oxlintrc.json'), 'utf8')) as {
    options: object;
  };
  writeFileSync(path.join(folder, '.oxlintrc.json'), JSON.stringify(config));
  const files = new Map<string, WrittenImport>();
  for (const layer of folders) {
    mkdirSync(path.join(folder, 'src', layer), { recursive: true });
    for (const [index, specifier] of specifiers.entries()) {
      for (const kind of ['import', 'import type']) {
        const file = `src/${layer}/${kind.replace(' ', '-')}-${index}.ts`;
        writeFileSync(path.join(folder, file), `${kind} { x } from '${specifier}';\nexport type Y = typeof x;\n`);
        files.set(file, { layer, specifier, types: kind === 'import type' });
      }
    }
  }
  return files;
}

/** The files in which the rule between layers found something. */
function lint(folder: string): Set<string> {
  const oxlint = path.join(root, 'node_modules/oxlint/bin/oxlint');
  const { stdout, stderr } = spawnSync(process.execPath, [oxlint, '--format=json'], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  assert.ok(stdout, stderr);
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { code: string; filename: string }[] };
  const found = diagnostics.filter(({ code }) => code.includes('no-restricted-imports'));
  return new Set(
    found.map(({ filename }) => path.relative(folder, path.resolve(folder, filename)).split(path.sep).join('/')),
  );
}
