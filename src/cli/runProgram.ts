import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { PROCESS_VARIABLE } from '../base/environment.ts';

export interface Program {
  readonly nodeOptions: readonly string[];
  readonly script: string;
  readonly args: readonly string[];
}

/** Sent to the command, meant for the program. */
const FORWARDED = ['SIGTERM', 'SIGHUP', 'SIGUSR2'] as const;
/** A terminal sends these to the program as well: it decides what becomes of them. */
const LEFT_TO_PROGRAM = ['SIGINT', 'SIGQUIT', 'SIGBREAK'] as const;
const LIFELINE = 3;

/** Runs the program with the loader, in this terminal, and ends as it does: with its code, or by its signal. */
export function runProgram({ nodeOptions, script, args }: Program): void {
  const loader = pathToFileURL(join(__dirname, 'register.cjs')).href;
  const child = spawn(process.execPath, [...nodeOptions, '--import', loader, '--', script, ...args], {
    // The pipe closes when this process ends, however it does; the program then ends too.
    stdio: ['inherit', 'inherit', 'inherit', 'pipe'],
    env: { ...process.env, [PROCESS_VARIABLE]: JSON.stringify({ lifeline: LIFELINE }) },
  });
  const stopForwarding = forwardSignals(child);
  child.on('error', (cause) => {
    process.stderr.write(`multiprocessing-ts: Node could not be started (${process.execPath}): ${cause.message}\n`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    stopForwarding();
    endAs(code, signal);
  });
}

function forwardSignals(child: ChildProcess): () => void {
  const listeners = new Map<NodeJS.Signals, () => void>();
  for (const signal of FORWARDED) listeners.set(signal, () => void child.kill(signal));
  for (const signal of LEFT_TO_PROGRAM) listeners.set(signal, () => undefined);
  for (const [signal, listener] of listeners) process.on(signal, listener);
  return () => {
    for (const [signal, listener] of listeners) process.off(signal, listener);
  };
}

function endAs(code: number | null, signal: NodeJS.Signals | null): void {
  if (signal === null) process.exit(code ?? 1);
  process.kill(process.pid, signal);
  // Still here: a signal that Node takes for itself.
  setTimeout(() => process.exit(1), 1000);
}
