// Collects the extension's own texts for translators: `node scripts/l10n.mjs` writes l10n/bundle.l10n.json.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import ts from 'typescript-api';

const root = path.resolve(import.meta.dirname, '..');
export const bundleFile = path.join(root, 'l10n/bundle.l10n.json');

/** What people see in the editor comes from these layers. */
const LAYERS = ['extension', 'tree', 'timeline', 'webview'];

/** Every text that is given to `l10n.t`, as VS Code's own tool would find it. */
export async function collectTexts(layers = LAYERS) {
  const folders = layers.map((layer) => path.join(root, 'src', layer));
  const texts = new Set((await Promise.all(folders.map(textsOfFolder))).flat());
  return Object.fromEntries([...texts].sort().map((text) => [text, text]));
}

async function textsOfFolder(folder) {
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.ts'));
  const texts = files.map(async (name) => {
    const code = await readFile(path.join(folder, name), 'utf8');
    const source = ts.createSourceFile(name, code, ts.ScriptTarget.Latest);
    return Array.from(textsIn(source, source));
  });
  return (await Promise.all(texts)).flat();
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
