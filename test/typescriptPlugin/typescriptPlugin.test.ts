import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startTypescriptServer, type TypescriptServer } from './tsserver.ts';

const PROGRAM = `import { Process } from 'multiprocessing-ts';
const p = new Process({ target: Math.max, args: [1, 2], name: 'largest' });
export const code: number | null = p.exitcode;
if (import.meta.main) p.start();
`;
const WRONG = `import { Process } from 'multiprocessing-ts';
const p = new Process({ nome: 'typo' });
const code: string = p.exitcode;
`;
const CANNOT_FIND_MODULE = 2307;

describe('the TypeScript server plugin', () => {
  let folder: string;
  let server: TypescriptServer;
  before(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'mp-tsserver-'));
    server = startTypescriptServer();
  });
  after(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  async function project(name: string, files: Record<string, string>): Promise<string> {
    const dir = path.join(folder, name);
    await mkdir(dir, { recursive: true });
    for (const [file, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(dir, file)), { recursive: true });
      await writeFile(path.join(dir, file), text);
    }
    return dir;
  }

  async function opened(dir: string, name: string, content: string): Promise<string> {
    const file = path.join(dir, name);
    await writeFile(file, content);
    server.open(file, content);
    return file;
  }

  const codes = async (file: string) => (await server.diagnostics(file)).map(({ code }) => code);

  const tsconfig = (options: object) => JSON.stringify({ compilerOptions: { strict: true, noEmit: true, ...options } });

  const settings: Record<string, Record<string, string>> = {
    'without a tsconfig': {},
    'with NodeNext and ES modules': {
      'package.json': '{"type":"module"}',
      'tsconfig.json': tsconfig({ module: 'nodenext', target: 'es2024', types: [] }),
    },
    'with NodeNext and CommonJS': { 'tsconfig.json': tsconfig({ module: 'nodenext', target: 'es2024', types: [] }) },
    'with a bundler': { 'tsconfig.json': tsconfig({ module: 'preserve', target: 'esnext', types: [] }) },
  };
  for (const [title, files] of Object.entries(settings)) {
    it(`completes and checks the import ${title}`, async () => {
      const dir = await project(title.replaceAll(' ', '-'), files);
      const program = title.endsWith('CommonJS') ? PROGRAM.replace('import.meta.main', 'code === null') : PROGRAM;
      const file = await opened(dir, 'program.ts', program);
      assert.deepEqual(await server.diagnostics(file), []);
      const names = await server.completions(file, program, ') p.');
      for (const name of ['start', 'join', 'terminate', 'exitcode'])
        assert.ok(names.includes(name), `${name} in ${names}`);
      assert.match(await server.hover(file, program, 'p.exitcode'), /exitcode: number \| null/);
      const wrong = await opened(dir, 'wrong.ts', WRONG);
      assert.deepEqual(
        (await server.diagnostics(wrong)).map(({ text }) => text.split('\n')[0]),
        [
          "Object literal may only specify known properties, and 'nome' does not exist in type 'ProcessOptions<readonly unknown[]>'.",
          "Type 'number | null' is not assignable to type 'string'.",
        ],
      );
    });
  }

  it("knows Node's own names too, without an installation", async () => {
    const dir = await project('node', { 'tsconfig.json': tsconfig({ module: 'nodenext' }) });
    const content = `import { Process } from 'multiprocessing-ts';
import os from 'node:os';
export const known: string = os.tmpdir() + process.argv.join() + String(Process);
export const bytes: number = Buffer.from('wrong');
`;
    const file = await opened(dir, 'program.mts', content);
    const texts = (await server.diagnostics(file)).map(({ text }) => text);
    assert.deepEqual(texts, ["Type 'Buffer<ArrayBuffer>' is not assignable to type 'number'."]);
  });

  it('takes the types of Node that are installed in the workspace instead of its own', async () => {
    const dir = await project('installedNode', {
      'tsconfig.json': tsconfig({ module: 'nodenext' }),
      'node_modules/@types/node/package.json': '{"name":"@types/node","version":"99.0.0","types":"index.d.ts"}',
      'node_modules/@types/node/index.d.ts': 'declare const onlyHere: "yes";\n',
    });
    const content = "import { Process } from 'multiprocessing-ts';\nexport const all = [onlyHere, Process, process];\n";
    const file = await opened(dir, 'program.mts', content);
    const texts = (await server.diagnostics(file)).map(({ text }) => text);
    assert.deepEqual(
      texts.map((text) => text.split('.')[0]),
      ["Cannot find name 'process'"],
    );
  });

  it('completes in JavaScript, import and require', async () => {
    const dir = await project('javascript', {});
    for (const [name, line] of Object.entries({
      'module.mjs': "import { Process } from 'multiprocessing-ts';",
      'script.cjs': "const { Process } = require('multiprocessing-ts');",
    })) {
      const content = `${line}\nconst p = new Process({});\np.\n`;
      const file = await opened(dir, name, content);
      assert.ok((await server.completions(file, content, '\np.')).includes('terminate'), name);
    }
  });

  it('resolves the loader, for programs that import it', async () => {
    const dir = await project('register', {});
    const file = await opened(
      dir,
      'program.ts',
      "import 'multiprocessing-ts/register';\nimport 'multiprocessing-ts/no-such';\n",
    );
    const texts = (await server.diagnostics(file)).map(({ text }) => text);
    assert.ok(
      texts.every((text) => !text.includes('multiprocessing-ts/register')),
      String(texts),
    );
  });

  it('lets an installed copy win, installed later too', async () => {
    const dir = await project('installed', { 'tsconfig.json': tsconfig({ module: 'nodenext', types: [] }) });
    const content = "import { installedHere } from 'multiprocessing-ts';\nexport const copy = installedHere;\n";
    const file = await opened(dir, 'program.mts', content);
    assert.equal((await server.diagnostics(file)).length, 1);
    await project('installed/node_modules/multiprocessing-ts', {
      'package.json': '{"name":"multiprocessing-ts","version":"9.0.0","types":"index.d.ts"}',
      'index.d.ts': 'export declare const installedHere: "yes";\n',
    });
    const second = await opened(dir, 'second.mts', content.replace('copy', 'again')); // a new program looks anew
    const deadline = Date.now() + 20_000;
    while ((await server.diagnostics(second)).length > 0 && Date.now() < deadline); // the server is told by its watcher
    assert.deepEqual(await server.diagnostics(second), []);
    assert.match(await server.hover(second, content.replace('copy', 'again'), 'installedHere'), /"yes"/);
  });

  it('proposes the package where a module is named, once', async () => {
    const dir = await project('names', {});
    for (const line of [
      "import {} from 'multi",
      "import 'multi",
      "const m = require('multi",
      "export * from '",
      "import('multi",
    ]) {
      const content = `${line}';\n`;
      const file = await opened(dir, `name-${line.length}.ts`, content);
      const names = await server.completions(file, content, line);
      assert.equal(names.filter((name) => name === 'multiprocessing-ts').length, 1, line);
    }
    const other = "const text = 'multi';\n";
    const file = await opened(dir, 'text.ts', other);
    assert.ok(!(await server.completions(file, other, "'multi")).includes('multiprocessing-ts'));
  });

  it('leaves unknown packages unknown', async () => {
    const dir = await project('unknown', { 'tsconfig.json': tsconfig({ module: 'nodenext', types: [] }) });
    const file = await opened(dir, 'program.ts', "import 'multiprocessing-tsx';\nimport x from 'no-such-package';\n");
    assert.ok((await codes(file)).includes(CANNOT_FIND_MODULE));
  });
});
