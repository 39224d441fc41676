// Collects the extension's own texts for translators: `node scripts/l10n.mjs` writes l10n/bundle.l10n.json.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript-api';

const root = path.resolve(import.meta.dirname, '..');
export const bundleFile = path.join(root, 'l10n/bundle.l10n.json');

/** Every text that is given to `l10n.t`, as VS Code's own tool would find it. */
export async function collectTexts(folder = path.join(root, 'src/extension')) {
  const texts = new Set();
  for (const name of await readdir(folder)) {
    if (!name.endsWith('.ts')) continue;
    const source = ts.createSourceFile(name, await readFile(path.join(folder, name), 'utf8'), ts.ScriptTarget.Latest);
    for (const text of textsIn(source, source)) texts.add(text);
  }
  return Object.fromEntries([...texts].sort().map((text) => [text, text]));
}

function* textsIn(node, source) {
  if (ts.isCallExpression(node) && node.expression.getText(source) === 'l10n.t') {
    const [text] = node.arguments;
    if (!text || !ts.isStringLiteralLike(text)) throw new Error(`l10n.t needs a literal: ${node.getText(source)}`);
    yield text.text;
  }
  const children = [];
  ts.forEachChild(node, (child) => void children.push(child));
  for (const child of children) yield* textsIn(child, source);
}

if (process.argv[1] === import.meta.filename) {
  await writeFile(bundleFile, `${JSON.stringify(await collectTexts(), null, 2)}\n`);
}
