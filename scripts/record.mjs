// `npm run record`: runs the Python twin of each example and writes down what CPython prints, for
// test/examples/parity.test.ts to compare with. Needs python3, 3.11 by preference: 3.13 logs in another order.
//   /path/to/python3   another one than that on PATH
//   --only NAME        only the twin of that example; may be repeated
import { execFile } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { inRoot } from './support/paths.mjs';

/** Arguments of those that take some; the examples are run with the same. */
const ARGUMENTS = { deepTree: ['4'] };

const run = promisify(execFile);
const {
  values: { only },
  positionals: [python = 'python3'],
} = parseArgs({ allowPositionals: true, options: { only: { type: 'string', multiple: true } } });
const folder = inRoot('test/recordings');
const version = await pythonVersion();
const programs = (await readdir(path.join(folder, 'python'))).filter(
  (file) => file.endsWith('.py') && (only?.includes(path.parse(file).name) ?? true),
);
// One line is a matter of luck: CPython may see the end of terminate.py's process at once. Then record again.
for (const file of programs.sort()) {
  const name = path.parse(file).name;
  const recording = { python: version, args: ARGUMENTS[name] ?? [], ...(await record(file, ARGUMENTS[name] ?? [])) };
  await writeFile(path.join(folder, `${name}.json`), `${JSON.stringify(recording, null, 2)}\n`);
  console.log(`${name}: exit code ${recording.rc}`);
}

async function pythonVersion() {
  try {
    return (await run(python, ['--version'])).stdout.trim();
  } catch (cause) {
    throw new Error(`${python} could not be run; name a Python 3.11: npm run record -- /path/to/python3`, { cause });
  }
}

async function record(file, args) {
  // Unbuffered, as a terminal is: else the lines of a terminated process would be lost.
  // SAFEPATH: the twin of logging.ts is not Python's own module of that name.
  const env = { ...process.env, PYTHONUNBUFFERED: '1', PYTHONSAFEPATH: '1' };
  const options = { cwd: path.join(folder, 'python'), env, timeout: 60_000 };
  const { stdout, stderr, code = 0 } = await run(python, [file, ...args], options).catch((error) => error);
  return { stdout: withoutPlace(stdout), stderr: withoutPlace(stderr), rc: code };
}

/** Where Python and the programs lie is this machine's own affair. */
function withoutPlace(text) {
  return text.replaceAll(/File ".*[/\\]/g, 'File "');
}
