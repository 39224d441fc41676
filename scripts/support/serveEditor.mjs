import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { ensureCodeServer, installExtension, unsupportedPlatform } from '../../test/testbed/code-server.mjs';
import { QUIET_SETTINGS, serverFolders, startServer, writeUserSettings } from '../../test/testbed/server.mjs';
import { COMPILER, ensureCommands } from './machine.mjs';
import { toolsCache } from './paths.mjs';

const DEFAULT_PORT = 8765;

/** Serves a VS Code with the extension on `folder` until Ctrl-C; its settings and state are kept for the next time. */
export async function serveEditor({ vsix, folder, port, open }) {
  if (!unsupportedPlatform()) await ensureCommands(COMPILER);
  const install = await ensureCodeServer({ cacheDir: toolsCache, log: console.log });
  const home = path.join(toolsCache, 'start');
  // Sockets go to a short path: theirs may have 107 characters at most.
  const tmp = await fs.mkdtemp(path.join(os.tmpdir(), 'process-tree-'));
  const dirs = { ...serverFolders(home), tmp };
  let server;
  try {
    await prepare(install, vsix, dirs);
    const token = await connectionToken(home);
    const args = ['--connection-token', token];
    server = await startServer(install, { dirs, args, port: port ?? (await freePort(DEFAULT_PORT)) });
    announce(`http://${server.authority}/?${new URLSearchParams({ tkn: token, folder })}`, open);
    await Promise.race([interrupted(), server.exited]);
  } finally {
    await server?.stop();
    await fs.rm(tmp, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function prepare(install, vsix, dirs) {
  await fs.mkdir(dirs.server, { recursive: true });
  await installExtension(install, vsix, dirs);
  if (existsSync(path.join(dirs.user, 'User/settings.json'))) return; // the person's own by now
  await writeUserSettings(dirs, QUIET_SETTINGS);
}

/** Without it every page in the browser could reach the editor, and so a shell. Kept, so that the address stays. */
async function connectionToken(home) {
  const file = path.join(home, 'token');
  if (!existsSync(file)) await fs.writeFile(file, randomBytes(16).toString('hex'), { mode: 0o600 });
  return (await fs.readFile(file, 'utf8')).trim();
}

/** `wanted`, or 0, which lets the system choose, when another program has it. */
function freePort(wanted) {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(0));
    probe.listen(wanted, '127.0.0.1', () => probe.close(() => resolve(wanted)));
  });
}

function announce(address, open) {
  console.log(
    `\nVS Code with the extension is at\n\n  ${address}\n\nOpen an example and click its Run button. Ctrl-C ends it.`,
  );
  if (open) openBrowser(address);
}

function openBrowser(address) {
  const { platform, env } = process;
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return;
  const opener = spawn(platform === 'darwin' ? 'open' : 'xdg-open', [address], { stdio: 'ignore', detached: true });
  opener.once('error', () => {}); // the address is printed
  opener.unref();
}

function interrupted() {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
  });
}
