/** What the documentation says: its programs run, its links lead somewhere, its tables have all there is. */
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { runProgram } from './helpers/runProgram.ts';

const root = path.resolve(import.meta.dirname, '..');
const pages = ['README.md', 'CONTRIBUTING.md', 'examples/README.md', ...globSync('docs/*.md', { cwd: root }).sort()];
const read = (page: string): string => readFileSync(path.join(root, page), 'utf8');

/** `<!-- run: prints "TEXT" -->` before a block of code: it is a program, and prints TEXT. */
const PROGRAM = /^<!-- run: prints "(?<text>.+)" -->\n+```ts\n(?<source>[^]*?)^```$/gm;

describe('programs in the documentation run', () => {
  for (const page of pages) {
    for (const { index, groups } of read(page).matchAll(PROGRAM)) {
      const { text = '', source = '' } = groups ?? {};
      const line = read(page).slice(0, index).split('\n').length;
      it(`${page}:${line}`, async (t) => {
        const { stdout, stderr, code, signal } = await runProgram(t, source, { file: 'script.ts' });
        const said = `ended with ${code ?? signal}:\n${stdout}\n${stderr}`;
        assert.ok(stdout.includes(text), said);
        assert.equal(code, 0, said);
      });
    }
  }

  it('and none is missed, for want of the right form', () => {
    const found = pages.flatMap((page) => [...read(page).matchAll(PROGRAM)]);
    const marks = pages.flatMap((page) => [...read(page).matchAll(/<!--\s*run/g)]);
    assert.ok(found.length > 5);
    assert.equal(found.length, marks.length);
  });
});

describe('links', () => {
  for (const page of pages) {
    it(`of ${page} lead to files and headings`, () => {
      for (const [, target = ''] of withoutCode(read(page)).matchAll(/\]\(([^)\s]+)\)/g)) {
        if (/^[a-z]+:/.test(target)) continue;
        const [file = '', heading] = target.split('#');
        const linked = file === '' ? page : path.join(path.dirname(page), file);
        assert.ok(existsSync(path.join(root, linked)), `${target} is there`);
        if (heading !== undefined) assert.ok(headings(read(linked)).includes(heading), `${target} is a heading`);
      }
    });
  }
});

it('docs/extension.md has every command and every setting', () => {
  const { contributes } = JSON.parse(read('package.json')) as Manifest;
  const titles = JSON.parse(read('package.nls.json')) as Record<string, string>;
  const page = read('docs/extension.md');
  for (const { title } of contributes.commands) {
    const shown = titles[title.replaceAll('%', '')] ?? title;
    assert.ok(page.includes(shown), `the command ${shown}`);
  }
  for (const setting of Object.keys(contributes.configuration.properties)) {
    assert.ok(page.includes(`\`${setting}\``), `the setting ${setting}`);
  }
});

it('examples/README.md has every example', () => {
  const page = read('examples/README.md');
  for (const file of globSync('examples/*.ts', { cwd: root })) {
    assert.ok(page.includes(`](${path.basename(file)})`), file);
  }
});

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly title: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, unknown>> };
  };
}

function withoutCode(text: string): string {
  return text.replaceAll(/^```[^]*?^```$/gm, '').replaceAll(/`[^`\n]*`/g, '');
}

/** As GitHub names the anchors of headings. */
function headings(text: string): string[] {
  return [...withoutCode(text).matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}
