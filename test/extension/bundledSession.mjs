// The session as it runs in the extension: bundled, since the library finds its files beside its bundle.
import { build } from 'esbuild';
import { createRequire } from 'node:module';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** @returns {Promise<typeof import('../../src/extension/session.ts')>} */
export async function bundledSession(folder) {
  const outfile = path.join(folder, `session-${process.pid}.cjs`);
  const entryPoints = [path.join(root, 'src/extension/session.ts')];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'cjs', external: ['*.cjs'] });
  return createRequire(import.meta.url)(outfile);
}
