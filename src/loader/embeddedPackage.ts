/** The copy of this package that a program gets when it has none installed, and whether one that it has fits. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isRequire } from './conditions.ts';
import { PACKAGE } from './packageName.ts';
import { addPackageFolder } from './userModule.ts';
import { loaderVersion } from './version.ts';

export function isPackageSpecifier(specifier: string): boolean {
  return specifier === PACKAGE || specifier === `${PACKAGE}/register`;
}

/** The URL of the loader's own copy of what `specifier` means. */
export function embeddedUrl(specifier: string, conditions: Iterable<string>): string {
  const library = isRequire(conditions) ? 'multiprocessing.cjs' : 'multiprocessing.mjs';
  return pathToFileURL(join(__dirname, specifier === PACKAGE ? library : 'register.cjs')).href;
}

let checked = false;

/** Says, once, when the copy that the program has is not one that the loader can work with. */
export function checkInstalled(url: string): void {
  if (checked || !url.startsWith('file:')) return;
  checked = true;
  addPackageFolder(url);
  const folder = dirname(dirname(fileURLToPath(url)));
  const installed = versionIn(folder);
  if (installed === null || isCompatible(installed, loaderVersion)) return;
  process.stderr.write(incompatible(installed, folder));
}

/** By semantic versioning: the same major version, and while that is 0 the same minor version. */
function isCompatible(one: string, other: string): boolean {
  const [major, minor] = one.split('.');
  const [otherMajor, otherMinor] = other.split('.');
  return major === otherMajor && (major !== '0' || minor === otherMinor);
}

function incompatible(installed: string, folder: string): string {
  return (
    `multiprocessing-ts: this program uses version ${installed} (${folder}), but is run by the loader of version ` +
    `${loaderVersion} (${dirname(__dirname)}), and the two may not work together. Install the same version: ` +
    `npm install ${PACKAGE}@${loaderVersion}, or update the extension or command that runs it.\n`
  );
}

function versionIn(folder: string): string | null {
  try {
    const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version?: unknown };
    return typeof version === 'string' ? version : null;
  } catch {
    return null;
  }
}
