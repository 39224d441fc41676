import fs from 'node:fs/promises';
import path from 'node:path';
import { inRoot } from './paths.mjs';
import { capture } from './run.mjs';
import { stage } from './stage.mjs';

/**
 * Makes build/multiprocessing-ts.tgz, what npm publishes, from dist/ and resolves with its path. It is packed from a
 * staging folder, because the project's own package.json is the extension's too, whose `main` npm would always add.
 */
export async function packageLibrary() {
  const manifest = JSON.parse(await fs.readFile(inRoot('package.json'), 'utf8'));
  const folder = inRoot('build/npm');
  const files = [...(await filesToPublish(manifest.files)), 'README.md', 'LICENSE'];
  await stage(folder, files, libraryManifest(manifest));
  const { code, output } = await capture('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', '..'], {
    cwd: folder,
    shell: process.platform === 'win32',
  });
  if (code !== 0) throw new Error(`npm pack ended with ${code}\n${output}`);
  const tarball = inRoot('build/multiprocessing-ts.tgz');
  await fs.rename(inRoot('build', `${manifest.name}-${manifest.version}.tgz`), tarball);
  return tarball;
}

function libraryManifest(manifest) {
  const { name, version, license, keywords, repository, bugs, homepage, exports, bin, files } = manifest;
  return {
    name,
    version,
    description: "Python's multiprocessing for Node.js, in TypeScript",
    keywords,
    license,
    repository,
    bugs,
    homepage,
    main: exports['.'].require.default,
    types: exports['.'].require.types,
    exports,
    bin,
    files,
    engines: { node: manifest.engines.node },
  };
}

/** The files that package.json's `files` names, each of which must be there: npm would leave out in silence. */
async function filesToPublish(patterns) {
  const found = [];
  for (const pattern of patterns) {
    const matches = await Array.fromAsync(fs.glob(pattern, { cwd: inRoot('.') }));
    if (!matches.length) throw new Error(`package.json's files name ${pattern}, which is not there; run npm run build`);
    found.push(...matches);
  }
  return found.map((file) => file.split(path.sep).join('/'));
}
