/** The library as a program loads it; a child's entry loads the same exports, and is prepared otherwise. */
import { loadAgent } from './agentLoader.ts';
import { installExitHandlers } from './exit.ts';

export * from './index.ts';

installExitHandlers();
loadAgent();
// Takes long, and hardly a program that loads the library starts no process: better now than in the first start().
process.getBuiltinModule('node:child_process');
