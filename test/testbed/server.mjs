// Starts the VS Code server that is inside code-server, and ends it with all that it started.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, rmSync } from 'node:fs';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { installExtension } from './code-server.mjs';

/** User settings that keep the workbench quiet. */
export const QUIET_SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': 'off', // a boolean is migrated: the workbench would rewrite settings.json
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
};

const TEST_SETTINGS = {
  ...QUIET_SETTINGS,
  'workbench.reduceMotion': 'on',
  'window.confirmBeforeClose': 'never',
  'terminal.integrated.gpuAcceleration': 'off',
};

/** The folders of a server; `tmp` holds its sockets. */
export function serverFolders(home) {
  const inHome = (name) => path.join(home, name);
  return { user: inHome('user'), server: inHome('server'), extensions: inHome('extensions'), tmp: inHome('tmp') };
}

/**
 * A server for tests: on a free port, in a folder of its own that `stop()` removes, with `vsix` installed.
 * `driver` is what lets the page honour extensionDevelopmentPath and extensionTestsPath; without it, notification
 * toasts show, as for a user.
 */
export async function startTestServer(
  install,
  { settings, env, vsix, extensionsDir, driver = true, keep = false } = {},
) {
  // Short on purpose: unix sockets are made under it, and their paths end at 107 characters.
  const home = await fs.mkdtemp(path.join(os.tmpdir(), 'vsct-'));
  const dirs = { ...serverFolders(home), ...(extensionsDir && { extensions: extensionsDir }) };
  const remove = () => (keep ? undefined : rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  process.once('exit', remove); // a listener of an exiting process runs before those added later: see startServer
  const writeSettings = (values) => writeUserSettings(dirs, { ...TEST_SETTINGS, ...settings, ...values });
  await writeSettings({});
  // Before the server starts: when it sets up the folder at the same time, it removes what it does not know.
  if (vsix) await installExtension(install, vsix, dirs);
  const args = [
    '--without-connection-token',
    // Should we be killed before stop(): the server then ends by itself after 5 minutes.
    '--enable-remote-auto-shutdown',
    '--reconnection-grace-time',
    '20',
    ...(driver ? ['--enable-smoke-test-driver'] : []),
  ];
  const server = await startServer(install, { dirs, args, env, logFile: path.join(home, 'server.log') });
  const stop = async () => {
    await server.stop();
    process.removeListener('exit', remove);
    remove();
  };
  return { ...server, driver, home, writeSettings, stop };
}

/** Starts a server in `dirs` and waits until it listens. `stop()` ends it with its extension hosts and terminals. */
export async function startServer(install, { dirs, args = [], env = {}, port = 0, logFile }) {
  for (const dir of Object.values(dirs)) await fs.mkdir(dir, { recursive: true });
  const child = spawn(install.node, [install.serverMain, ...serverArguments(dirs, port), ...args], {
    detached: true, // a group of its own, so that stop() ends its extension hosts with it
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...cleanEnvironment(), TMPDIR: dirs.tmp, EXTENSIONS_GALLERY: '{}', ...env },
  });
  const kill = () => signalGroup(child, 'SIGKILL');
  process.prependOnceListener('exit', kill);
  const log = collectLog(child, logFile);
  const bound = await listening(child, log);
  return {
    dirs,
    port: bound,
    authority: `127.0.0.1:${bound}`,
    logFile,
    exited: once(child, 'exit'),
    onLog: log.listen,
    async stop() {
      await endGroup(child);
      process.removeListener('exit', kill);
      log.close();
    },
  };
}

/** Read when a window loads; a window that is open does not see later changes. */
export async function writeUserSettings(dirs, settings) {
  await fs.mkdir(path.join(dirs.user, 'User'), { recursive: true });
  await fs.writeFile(path.join(dirs.user, 'User/settings.json'), `${JSON.stringify(settings, null, 2)}\n`);
}

function serverArguments(dirs, port) {
  return [
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--accept-server-license-terms',
    '--telemetry-level',
    'off',
    '--user-data-dir',
    dirs.user,
    '--server-data-dir',
    dirs.server,
    '--extensions-dir',
    dirs.extensions,
  ];
}

/** Nothing of a VS Code terminal or an npm script that we may be started from: the server sees the machine's own PATH. */
function cleanEnvironment() {
  const foreign = /^(VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_INSPECT|NODE_TEST_CONTEXT$|npm_)/;
  const env = Object.fromEntries(Object.entries(process.env).filter(([key]) => !foreign.test(key)));
  const own = /[\\/]node_modules[\\/](\.bin|@npmcli[\\/]run-script[\\/].*)$/;
  env.PATH = env.PATH?.split(path.delimiter)
    .filter((dir) => !own.test(dir))
    .join(path.delimiter);
  return env;
}

function collectLog(child, file) {
  const listeners = new Set();
  const stream = file && createWriteStream(file);
  let text = '';
  for (const output of [child.stdout, child.stderr]) {
    output.setEncoding('utf8').on('data', (more) => {
      text += more;
      stream?.write(more);
      for (const listener of listeners) listener(more);
    });
  }
  const listen = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return { text: () => text, listen, close: () => stream?.end() };
}

function listening(child, log) {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the server did not start\n${log.text()}`)), 60_000);
    const settle = (settleWith, value) => {
      clearTimeout(late);
      stopListening();
      settleWith(value);
    };
    const stopListening = log.listen(() => {
      const match = /Extension host agent listening on (\d+)/.exec(log.text());
      if (match) settle(resolve, Number(match[1]));
    });
    child.once('error', (error) => settle(reject, error));
    child.once('exit', (code) => settle(reject, new Error(`the server ended with ${code}\n${log.text()}`)));
  });
}

async function endGroup(child) {
  const exited = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
  signalGroup(child, 'SIGTERM');
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), 5_000);
  await exited;
  clearTimeout(timer);
  signalGroup(child, 'SIGKILL'); // what is left of the group
}

function signalGroup(child, signal) {
  try {
    process.kill(-child.pid, signal);
  } catch {
    // already gone
  }
}
