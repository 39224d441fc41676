/** The `type` of the nearest package.json, by which Node tells the format of .js and .ts files. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Format } from './compiledModule.ts';

const known = new Map<string, Format | null>();

/** null when there is no package.json above `folder`, or when the nearest does not say. */
export function packageType(folder: string): Format | null {
  const cached = known.get(folder);
  if (cached !== undefined) return cached;
  const type = findType(folder);
  known.set(folder, type);
  return type;
}

function findType(folder: string): Format | null {
  const text = readPackageJson(folder);
  if (text !== undefined) return typeIn(text);
  const parent = dirname(folder);
  return parent === folder ? null : packageType(parent);
}

function readPackageJson(folder: string): string | undefined {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return undefined; // much cheaper than the error
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function typeIn(text: string): Format | null {
  try {
    const { type } = JSON.parse(text) as { type?: unknown };
    return type === 'module' || type === 'commonjs' ? type : null;
  } catch {
    return null; // Node says what is wrong with it when it resolves the module
  }
}
