// What the machine itself must have beside Node: Chromium for the tests, a compiler for code-server's one module.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { run } from './run.mjs';

/** What the test bed needs: command → Debian package. */
export const CHROMIUM = { chromium: 'chromium' };
export const PYTHON = { python3: 'python3' };
export const COMPILER = { python3: 'python3', make: 'make', 'g++': 'g++' };

const DEBUGPY = 'python3-debugpy';

/** Debian's debugpy, for Debian's Python; without it the tests that debug Python are skipped. */
export async function ensureDebugpy() {
  const python = '/usr/bin/python3';
  const has = await run(python, ['-c', 'import debugpy'], { stdio: 'ignore' }).then(
    () => true,
    () => false,
  );
  if (!has && hasCommand('apt-get') && process.getuid?.() === 0) await install([DEBUGPY]);
}

/** Installs what is missing through apt when it may; else throws with what to install. */
export async function ensureCommands(wanted) {
  const missing = Object.keys(wanted).filter((command) => !hasCommand(command));
  if (!missing.length) return;
  const packages = missing.map((command) => wanted[command]);
  if (!hasCommand('apt-get') || process.getuid?.() !== 0) throw new Error(howToInstall(missing, packages));
  await install([...packages, ...fontsFor(packages)]);
}

async function install(packages) {
  console.log(`Installing ${packages.join(', ')} (apt-get)`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
}

function hasCommand(command) {
  if (command === 'chromium' && process.env.CHROMIUM) return existsSync(process.env.CHROMIUM);
  return (process.env.PATH ?? '').split(path.delimiter).some((dir) => existsSync(path.join(dir, command)));
}

// Without a font a browser shows, and measures, no text.
const fontsFor = (packages) => (packages.includes('chromium') ? ['fonts-dejavu-core'] : []);

function howToInstall(missing, packages) {
  const chromium = missing.includes('chromium')
    ? '\nAnother Chromium or Chrome is taken with CHROMIUM=/path/to/it.'
    : '';
  return `${missing.join(', ')} not found. Install with: sudo apt-get install ${packages.join(' ')}${chromium}`;
}
