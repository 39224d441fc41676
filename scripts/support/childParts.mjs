/**
 * A child's program is in parts, so that it loads what it needs and no more: child.cjs, with which it starts, pool.cjs
 * with the pool and its workers, objects.cjs with the shared objects, items.cjs with what both of these need, and rest.cjs
 * with all else of the library. Of no module there are two copies: a part takes from those before it the modules that they
 * have already.
 */
import { build } from 'esbuild';
import path from 'node:path';
import { inRoot } from './paths.mjs';

const CHILD = 'src/loader/childEntry.ts';
const CORE = 'src/multiprocessing/core.ts';
const ITEMS = 'src/multiprocessing/itemsPart.ts';
const POOL = 'src/multiprocessing/pools.ts';
const OBJECTS = 'src/multiprocessing/objects.ts';
const LIBRARY = 'src/multiprocessing/index.ts';

/** How a part calls a module of another. */
const SHARED = 'shared:';

/**
 * What goes before a part. It has each of Node's own modules once, and not by require(): each module of the source asks for
 * them again, and where the loader's hooks are at work, require() takes longer than all else in it.
 */
const REQUIRE = `"use strict";
require = ((load, shared, known) => Object.assign((id) =>
  shared[id] ?? known.get(id) ?? known.set(id, process.getBuiltinModule(id) ?? load(id)).get(id), load)
)(require, module.shared ?? {}, new Map());`;

export const childPart = () => part('child.cjs', CHILD, []);
export const itemsPart = () => part('items.cjs', ITEMS, [CHILD]);
export const poolPart = () => part('pool.cjs', POOL, [CHILD, ITEMS]);
export const objectsPart = () => part('objects.cjs', OBJECTS, [CHILD, ITEMS]);
export const restPart = () => part('rest.cjs', LIBRARY, [CHILD, ITEMS, POOL, OBJECTS]);

/** What each part's entry says: what childLibrary.ts calls `Contents`, and what it finds in the others. */
const TEXTS = {
  [CHILD]: async () => {
    const all = await exportsOf([CORE, POOL, OBJECTS, LIBRARY]);
    const names = all.get(LIBRARY);
    const core = all.get(CORE).filter((name) => names.includes(name));
    return `
      import { enterChild } from './${CHILD}';
      ${importText(CORE, core, 'core_')}
      ${await sharedText(CHILD, [ITEMS, POOL, OBJECTS, LIBRARY])}
      enterChild({
        names: ${JSON.stringify(names)},
        core: { ${core.map((name) => `${name}: () => core_${name}`)} },
        pool: ${JSON.stringify(all.get(POOL))},
        objects: ${JSON.stringify(all.get(OBJECTS))},
        sharedModules,
      });
    `;
  },
  [ITEMS]: () => laterText(ITEMS, [POOL, OBJECTS, LIBRARY], [CHILD]),
  [POOL]: () => laterText(POOL, [LIBRARY], [CHILD, ITEMS]),
  [OBJECTS]: () => laterText(OBJECTS, [LIBRARY], [CHILD, ITEMS]),
  [LIBRARY]: () => laterText(LIBRARY, [], []),
};

const laterText = async (own, behind, before) => `
  export * as library from './${own}';
  ${await sharedText(own, behind, before)}
  export { sharedModules };
`;

/** An entry of our own for the part, which gets modules from the parts before it. */
function part(name, entry, before) {
  return {
    name,
    setup(plugin) {
      let theirs = new Set();
      plugin.initialOptions.banner = { js: REQUIRE };
      plugin.onStart(async () => {
        theirs = await modulesOf(before);
      });
      plugin.onResolve({ filter: /\.ts$/ }, ({ kind }) =>
        kind === 'entry-point' ? { path: entry, namespace: 'entry' } : undefined,
      );
      plugin.onLoad({ filter: /./, namespace: 'entry' }, async () => ({
        contents: await TEXTS[entry](),
        resolveDir: inRoot(),
      }));
      takeShared(plugin, (file) => theirs.has(file));
    },
  };
}

function takeShared({ onResolve }, isShared) {
  onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path: specifier, resolveDir }) => {
    const file = path.relative(inRoot(), path.resolve(resolveDir, specifier)).split(path.sep).join('/');
    return isShared(file) ? { path: SHARED + file, external: true } : undefined;
  });
}

/**
 * A function that gives the modules of a part that those behind it need. Made when it is called, and of values, which are
 * all there by then: what esbuild makes of `export *` is made at once, with a getter for each name.
 */
async function sharedText(own, behind, before = []) {
  const theirs = await modulesOf(before);
  const ours = await modulesOf([own]);
  const wanted = await importedBy(behind, (file) => ours.has(file) && !theirs.has(file));
  const modules = [...(await exportsOf(wanted))].map(([file, names], i) => ({ file, names, prefix: `m${i}_` }));
  const imports = modules.map(({ file, names, prefix }) => importText(file, names, prefix));
  const objects = modules.map(
    ({ file, names, prefix }) => `'${SHARED}${file}': { ${names.map((name) => `${name}: ${prefix}${name}`)} }`,
  );
  return `${imports.join('\n')}\nconst sharedModules = () => ({ ${objects} });`;
}

const importText = (file, names, prefix) =>
  `import { ${names.map((name) => `${name} as ${prefix}${name}`)} } from './${file}';`;

/** The modules for which `isShared` holds that others import, from `entries` on. */
async function importedBy(entries, isShared) {
  const { inputs } = await analysis(entries, { name: 'shared', setup: (plugin) => takeShared(plugin, isShared) });
  const imported = Object.values(inputs).flatMap(({ imports }) => imports.map((one) => one.path));
  const shared = imported.filter((file) => file.startsWith(SHARED)).map((file) => file.slice(SHARED.length));
  return [...new Set(shared)].toSorted();
}

async function modulesOf(entries) {
  const { inputs } = await analysis(entries);
  return new Set(Object.keys(inputs).filter((file) => file.endsWith('.ts')));
}

/** Module → the names that it exports. */
async function exportsOf(files) {
  const { outputs } = await analysis(files);
  return new Map(Object.values(outputs).map(({ entryPoint, exports }) => [entryPoint, exports.toSorted()]));
}

/** What esbuild says of bundles that are not written. */
async function analysis(entries, ...plugins) {
  const bundles = { name: 'bundles', setup: ({ onResolve }) => onResolve({ filter: /\.cjs$/ }, external) };
  const { metafile } = await build({
    entryPoints: entries,
    outdir: 'build',
    absWorkingDir: inRoot(),
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm', // of which it says the exports
    plugins: [bundles, ...plugins],
  });
  return metafile;
}

const external = ({ path: file }) => ({ path: file, external: true });
