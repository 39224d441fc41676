import fs from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { format, resolveConfig } from 'prettier';
import { bundles } from '../build.mjs';
import { inRoot } from './paths.mjs';

/** Writes docs/sizes.md: the size of each package, and of each bundle. */
export async function writeSizes(packages) {
  const packageRows = await Promise.all(packages.map(packageRow));
  const bundleRows = await Promise.all(Object.keys(bundles).map(bundleRow));
  const markdown = `# Sizes

Written by \`npm run package\`.

${table(['package', 'kB'], packageRows)}

${table(['bundle', 'entry', 'kB', 'kB gzipped'], bundleRows)}
`;
  const options = await resolveConfig(inRoot('docs/sizes.md'));
  await fs.writeFile(inRoot('docs/sizes.md'), await format(markdown, { ...options, parser: 'markdown' }));
}

async function packageRow(file) {
  return [path.basename(file), kilobytes((await fs.stat(file)).size)];
}

async function bundleRow(name) {
  const text = await fs.readFile(inRoot('dist', name));
  return [name, bundles[name].entry, kilobytes(text.length), kilobytes(gzipSync(text).length)];
}

const kilobytes = (bytes) => (bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0);

function table(head, rows) {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
