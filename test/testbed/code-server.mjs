// Installs code-server, and the Node release it needs, from npm into a cache folder: a complete VS Code for a browser,
// where there is no desktop to download one for.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import fs from 'node:fs/promises';
import path from 'node:path';

const VERSION = '4.139.1'; // = VS Code 1.139.1
const NODE_VERSION = '24.21.0'; // code-server's engines: node 24

// Half of what is installed, and nothing that is used here.
const UNUSED = [
  'node_modules/@github',
  'node_modules/@microsoft/mxc-sdk',
  'extensions/copilot',
  'extensions/mermaid-markdown-features',
];

/** Why code-server cannot be installed on this platform, with what to do instead; null when it can. */
export function unsupportedPlatform({ platform, arch } = process) {
  if ((platform === 'linux' || platform === 'darwin') && (arch === 'x64' || arch === 'arm64')) return null;
  return `code-server does not run on ${platform} ${arch}; use a desktop VS Code: npm run start:desktop, npm run test:desktop`;
}

/**
 * Returns where code-server is, installing it first when the cache lacks it (45 s, 530 MB).
 * The package's own install scripts are not run: they compile six native modules (2 minutes, Debian's libkrb5-dev …).
 * Only the two are compiled that are missed: spdlog (output channels stay empty without it) and native-watchdog.
 */
export async function ensureCodeServer({ cacheDir = '.vscode-test', log = () => {} } = {}) {
  const unsupported = unsupportedPlatform();
  if (unsupported) throw new Error(unsupported);
  const dir = path.resolve(cacheDir, `code-server-${VERSION}`);
  if (!existsSync(path.join(dir, '.complete'))) {
    log(`Installing code-server ${VERSION} into ${dir} (about a minute)`);
    await installInto(dir);
  }
  return {
    dir,
    node: path.join(nodeFolder(dir), 'bin/node'),
    serverMain: path.join(vscodeFolder(dir), 'out/server-main.js'),
  };
}

/** `code --install-extension`, for a packaged VSIX. */
export async function installExtension(install, vsix, dirs) {
  await run(install.node, [
    install.serverMain,
    '--install-extension',
    path.resolve(vsix),
    '--force',
    '--extensions-dir',
    dirs.extensions,
    '--server-data-dir',
    dirs.server,
  ]);
}

async function installInto(dir) {
  await fs.mkdir(path.dirname(dir), { recursive: true });
  const whole = await fs.mkdtemp(`${dir}.`); // renamed when complete: no half install is ever used
  try {
    await fill(whole);
    await fs.rename(whole, dir).catch((error) => {
      if (!existsSync(path.join(dir, '.complete'))) throw error; // else another process was faster
    });
  } finally {
    await fs.rm(whole, { recursive: true, force: true });
  }
}

async function fill(dir) {
  const vscode = vscodeFolder(dir);
  const npm = (cwd, ...args) =>
    run('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd, env: npmEnvironment(dir) });
  await fs.writeFile(path.join(dir, 'package.json'), '{"private":true}\n');
  await npm(dir, 'install', '--ignore-scripts', `${nodePackage}@${NODE_VERSION}`, `code-server@${VERSION}`);
  // Not `npm ci`: code-server's shrinkwrap is out of step with its package.json.
  await npm(vscode, 'install', '--omit=dev', '--ignore-scripts');
  await npm(path.join(vscode, 'extensions'), 'install', '--omit=dev', '--ignore-scripts');
  await npm(vscode, 'rebuild', '@vscode/spdlog', '@vscode/native-watchdog');
  for (const unused of UNUSED) await fs.rm(path.join(vscode, unused), { recursive: true, force: true });
  await fs.writeFile(path.join(dir, '.complete'), '');
}

// As the npm package `node` names them.
const nodePackage = `${process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'}-${process.platform}-${process.arch}`;
const nodeFolder = (dir) => path.join(dir, 'node_modules', nodePackage);
const vscodeFolder = (dir) => path.join(dir, 'node_modules/code-server/lib/vscode');

function npmEnvironment(dir) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([key]) => !/^npm_(lifecycle|package|command|execpath|config_local_prefix)/.test(key),
    ),
  );
  const bin = path.join(nodeFolder(dir), 'bin') + path.delimiter;
  // nodedir: the headers of the Node that will load the compiled modules.
  return { ...env, PATH: bin + process.env.PATH, npm_config_nodedir: nodeFolder(dir) };
}

/** Runs a command to its end; rejects with its output when it fails. */
async function run(command, args, options) {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const [code, signal] = await once(child, 'close');
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code ?? signal}\n${output}`);
}
