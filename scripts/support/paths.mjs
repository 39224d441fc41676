// Where things are in this project. Runs under Node 20 with nothing installed.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));
export const inRoot = (...parts) => path.join(root, ...parts);

/** The Node that package.json pins: development and tests run on it, whatever the machine has. */
export const pinnedNode = inRoot('node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');

/** Where the tools are kept that are too big to install each time. */
export const toolsCache = inRoot('.vscode-test');
