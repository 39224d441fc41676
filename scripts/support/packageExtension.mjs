import { createVSIX } from '@vscode/vsce';
import fs from 'node:fs/promises';
import path from 'node:path';
import { TYPESCRIPT_PLUGIN, writeTypescriptPlugin } from '../build.mjs';
import { inRoot } from './paths.mjs';
import { stage } from './stage.mjs';

/** What programs are checked with in a workspace that has no types of Node: dist/editorTypes refers to them. */
const NODE_TYPES = ['@types/node', 'undici-types'];

/**
 * Makes build/process-tree.vsix from dist/ and resolves with its path. It is packed from a staging folder whose
 * package.json says what an editor needs, and no more.
 */
export async function packageExtension() {
  const manifest = JSON.parse(await fs.readFile(inRoot('package.json'), 'utf8'));
  const folder = inRoot('build/vsix');
  const files = ['README.md', 'CHANGELOG.md', 'LICENSE', '.vscodeignore', 'l10n', 'media', 'examples', 'dist'];
  const nls = (await fs.readdir(inRoot('.'))).filter((name) => /^package\.nls(\.[\w-]+)?\.json$/.test(name));
  await stage(folder, [...files, ...nls], extensionManifest(manifest));
  await fs.rm(path.join(folder, 'dist/typescriptPlugin.cjs')); // it goes where tsserver finds it
  await writeTypescriptPlugin(path.join(folder, 'node_modules'));
  for (const name of NODE_TYPES)
    await fs.cp(inRoot('node_modules', name), path.join(folder, 'node_modules', name), { recursive: true });
  const vsix = inRoot('build/process-tree.vsix');
  await packQuietly({ cwd: folder, packagePath: vsix, allowMissingRepository: true, rewriteRelativeLinks: false });
  return vsix;
}

function extensionManifest({ scripts, devDependencies, allowScripts, files, exports, bin, engines, ...manifest }) {
  // As dependencies, because that is how vsce takes packages from node_modules.
  const dependencies = { [TYPESCRIPT_PLUGIN]: manifest.version, '@types/node': devDependencies['@types/node'] };
  return { ...manifest, engines: { vscode: engines.vscode }, dependencies };
}

/** vsce prints a list of the files; it is of interest only when something is wrong. */
async function packQuietly(options) {
  const { log, warn, info } = console;
  const printed = [];
  for (const method of ['log', 'info']) console[method] = (...args) => printed.push(args);
  try {
    await createVSIX(options);
  } catch (error) {
    for (const args of printed) log(...args);
    throw error;
  } finally {
    Object.assign(console, { log, warn, info });
  }
}
