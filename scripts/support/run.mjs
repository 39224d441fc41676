// Runs commands. Runs under Node 20 with nothing installed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a command with our standard streams; rejects, naming it, when it does not end with 0. */
export async function run(command, args, options = {}) {
  const code = await exitCodeOf(spawn(command, args, { stdio: 'inherit', ...options }));
  if (code !== 0) throw new Error(`\`${[command, ...args].join(' ')}\` ended with ${code}`);
}

/** Runs a command and resolves with its exit code and all that it printed. */
export async function capture(command, args, options = {}) {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return { code: await exitCodeOf(child), output };
}

/** npm is a .cmd file on Windows, which only a shell runs. */
export const npm = (args, options = {}) => run('npm', args, { shell: process.platform === 'win32', ...options });

async function exitCodeOf(child) {
  const [code, signal] = await once(child, 'close');
  return code ?? signal;
}
