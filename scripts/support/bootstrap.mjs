// Makes a script run in an installed checkout under the pinned Node, started by any Node from 20 on in a fresh clone.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { inRoot, pinnedNode, root } from './paths.mjs';
import { npm } from './run.mjs';

/** Installs what is missing; returns under the pinned Node only: another one runs the script again with it, and exits. */
export async function bootstrap() {
  await installDependencies();
  if (realpathSync(process.execPath) === realpathSync(pinnedNode)) return;
  const child = spawn(pinnedNode, process.argv.slice(1), { stdio: 'inherit' });
  // A terminal sends Ctrl-C to both; the child decides when to end.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  await new Promise(() => {
    child.once('exit', (code, signal) => process.exit(signal ? 1 : code));
  });
}

async function installDependencies() {
  if (!isInstalled()) {
    console.log('Installing the packages that package-lock.json names (npm ci)');
    await npm(['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root });
  }
  if (existsSync(pinnedNode)) return;
  throw new Error(
    `${pinnedNode} is missing: the install script of the package "node" did not run.\n` +
      'Run `npm rebuild node esbuild` (without --ignore-scripts, and with ignore-scripts off in your npm configuration).',
  );
}

/** Whether node_modules holds what the lock file says. By versions, not by times: a checkout changes those. */
function isInstalled() {
  const hidden = inRoot('node_modules/.package-lock.json'); // written by npm last, when all is in place
  if (!existsSync(hidden)) return false;
  const wanted = JSON.parse(readFileSync(inRoot('package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(hidden, 'utf8')).packages;
  return Object.entries(wanted).every(
    // Optional packages are those of other platforms.
    ([folder, { version, optional }]) => folder === '' || optional || installed[folder]?.version === version,
  );
}
