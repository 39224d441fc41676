import fs from 'node:fs/promises';
import path from 'node:path';

const FIXTURES = path.resolve(import.meta.dirname, '../fixtures');

/** Puts programs of test/ui/fixtures, or others by their path from there, into the workspace of the window. */
export async function addPrograms({ folder }, ...names) {
  for (const name of names) await fs.copyFile(path.join(FIXTURES, name), path.join(folder, path.basename(name)));
}

/** Tells the processes that wait for it (see fixtures/family.ts) to go on. */
export async function tell({ folder }, word) {
  await fs.writeFile(path.join(folder, `${word}.told`), '');
}
