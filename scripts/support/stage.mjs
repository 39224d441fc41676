import fs from 'node:fs/promises';
import path from 'node:path';
import { inRoot } from './paths.mjs';

/** Makes `folder` anew with copies of the project's `files` (and folders) and a package.json of its own. */
export async function stage(folder, files, manifest) {
  await fs.rm(folder, { recursive: true, force: true });
  await fs.mkdir(folder, { recursive: true });
  for (const file of files) await fs.cp(inRoot(file), path.join(folder, file), { recursive: true });
  await fs.writeFile(path.join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
}
