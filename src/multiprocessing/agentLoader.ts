import { join } from 'node:path';
import { MONITOR_VARIABLE } from '../base/environment.ts';
import { libraryFolder } from './libraryFolder.ts';

/** Loads the monitor's agent when somebody watches. It never breaks the program: no agent is no error. */
export function loadAgent(): void {
  if (!process.env[MONITOR_VARIABLE]) return;
  try {
    const agent = require(join(libraryFolder(), 'agent.cjs')) as { startAgent: () => void };
    agent.startAgent();
  } catch {
    // Whoever watches sees nothing; the program does its work.
  }
}
