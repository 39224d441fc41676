/** What npm publishes, installed in an empty project as a user does. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

const root = path.resolve(import.meta.dirname, '../..');
const node = process.env['TEST_NODE'] ?? process.execPath;
const shell = process.platform === 'win32';
let project: string;

before(() => {
  project = mkdtempSync(path.join(os.tmpdir(), 'tarball-'));
  write('package.json', '{ "private": true }');
  const tarball = path.join(root, 'build/multiprocessing-ts.tgz');
  execFileSync('npm', ['install', tarball, '--offline', '--no-audit', '--no-fund'], {
    cwd: project,
    shell,
    stdio: 'pipe',
  });
});

after(() => rmSync(project, { recursive: true, force: true }));

const SCRIPT_BODY = `
function worker(name) {
  console.log('hello ' + name + ' from ' + currentProcess().name);
}
async function main() {
  const process = new Process({ target: worker, args: ['world'] });
  process.start();
  await process.join();
  console.log('exit code ' + process.exitcode);
}
`;
const SAID = 'hello world from Process-1\nexit code 0\n';

test('an ES module imports it, with the loader', () => {
  write(
    'main.mjs',
    `import { currentProcess, Process } from 'multiprocessing-ts';${SCRIPT_BODY}if (import.meta.main) await main();\n`,
  );
  assert.equal(run(node, ['--import', 'multiprocessing-ts/register', 'main.mjs']), SAID);
});

test('a CommonJS module requires it, with the loader', () => {
  const main = 'if (require.main === module) main();\n';
  write('main.cjs', `const { currentProcess, Process } = require('multiprocessing-ts');${SCRIPT_BODY}${main}`);
  assert.equal(run(node, ['--require', 'multiprocessing-ts/register', 'main.cjs']), SAID);
});

test('an ES module and a CommonJS module have the same library', () => {
  write(
    'same.mjs',
    `import * as a from 'multiprocessing-ts';
import { createRequire } from 'node:module';
const b = createRequire(import.meta.url)('multiprocessing-ts');
console.log(a.Process === b.Process, Object.keys(b).every((name) => name in a));
`,
  );
  assert.equal(run(node, ['same.mjs']), 'true true\n');
});

test('its command runs a TypeScript program', () => {
  const body = SCRIPT_BODY.replace('(name)', '(name: string): void');
  write(
    'main.ts',
    `import { currentProcess, Process } from 'multiprocessing-ts';${body}if (import.meta.main) await main();\n`,
  );
  const bin = path.join(project, 'node_modules/.bin', shell ? 'multiprocessing-ts.cmd' : 'multiprocessing-ts');
  assert.equal(run(bin, ['main.ts'], { shell, env: withNodeFirst() }), SAID);
});

test('package.json can be imported', () => {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  write('version.cjs', "console.log(require('multiprocessing-ts/package.json').version);");
  assert.equal(run(node, ['version.cjs']), `${version}\n`);
});

const USER_TYPES = `
function add(a: number, b: string): void {}
const good = new Process({ target: add, args: [1, 'two'], name: 'x', daemon: true });
const joined: Promise<void> = good.join(1.5);
const code: number | null = good.exitcode;
// @ts-expect-error: not what the target takes
new Process({ target: add, args: ['one', 2] });
console.log(joined, code);
`;

for (const compiler of ['typescript', 'typescript-api']) {
  test(`its types check with ${compiler} ${versionOf(compiler)}, in ES modules and CommonJS`, () => {
    write(
      'types.mts',
      `import { Process } from 'multiprocessing-ts';\nimport 'multiprocessing-ts/register';${USER_TYPES}`,
    );
    write(
      'types.cts',
      `import { Process } from 'multiprocessing-ts';\nimport mp = require('multiprocessing-ts');${USER_TYPES}console.log(mp.cpuCount());\n`,
    );
    cpSync(path.join(root, 'node_modules/@types/node'), path.join(project, 'node_modules/@types/node'), {
      recursive: true,
    });
    cpSync(path.join(root, 'node_modules/undici-types'), path.join(project, 'node_modules/undici-types'), {
      recursive: true,
    });
    const compilerOptions = {
      module: 'nodenext',
      target: 'es2023',
      strict: true,
      noEmit: true,
      types: ['node'],
      lib: ['es2023', 'esnext.disposable'],
    };
    write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['types.mts', 'types.cts'] }));
    run(process.execPath, [path.join(root, 'node_modules', compiler, 'bin/tsc'), '-p', '.']);
  });
}

test('it holds only what runs', () => {
  const listed = execFileSync('tar', ['-tzf', path.join(root, 'build/multiprocessing-ts.tgz')], { encoding: 'utf8' });
  const files = listed
    .trim()
    .split('\n')
    .map((file) => file.replace(/^package\//, ''));
  const types = files.filter((file) => file.startsWith('dist/types/'));
  assert.ok(types.length && types.every((file) => /\.d\.m?ts$/.test(file)), types.join('\n'));
  assert.deepEqual(files.filter((file) => !file.startsWith('dist/types/')).toSorted(), [
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'dist/agent.cjs',
    'dist/child.cjs',
    'dist/cli.cjs',
    'dist/hub.cjs',
    'dist/items.cjs',
    'dist/library.cjs',
    'dist/multiprocessing.cjs',
    'dist/multiprocessing.mjs',
    'dist/objects.cjs',
    'dist/pool.cjs',
    'dist/register.cjs',
    'dist/rest.cjs',
    'dist/transform.cjs',
    'dist/typescript.cjs',
    'package.json',
  ]);
});

function write(file: string, text: string): void {
  writeFileSync(path.join(project, file), text);
}

function versionOf(name: string): string {
  return (
    JSON.parse(readFileSync(path.join(root, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }
  ).version;
}

/** Runs a command in the project; fails with all it printed when it does not end with 0; returns what it printed. */
function run(
  command: string,
  args: readonly string[],
  options: { shell?: boolean; env?: NodeJS.ProcessEnv } = {},
): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: project,
    encoding: 'utf8',
    timeout: 60_000,
    ...options,
  });
  assert.equal(
    status,
    0,
    `${command} ${args.join(' ')} ended with ${status} ${error?.message ?? ''}\n${stdout}${stderr}`,
  );
  return stdout.replaceAll('\r\n', '\n');
}

/** The command's first line asks for the `node` of PATH. */
function withNodeFirst(): NodeJS.ProcessEnv {
  return { ...process.env, PATH: path.dirname(node) + path.delimiter + process.env['PATH'] };
}
