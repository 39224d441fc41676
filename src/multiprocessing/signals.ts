import { constants } from 'node:os';

/** Python's exit code of a process that signal `name` ended: `SIGTERM` is −15. */
export function exitcodeOfSignal(name: string): number {
  return -(constants.signals[name as NodeJS.Signals] ?? 1);
}

/** The signal that an exit code stands for: −15 is `SIGTERM`; null when it stands for none. */
export function signalOfExitcode(exitcode: number): string | null {
  if (exitcode >= 0) return null;
  const entry = Object.entries(constants.signals).find(([, number]) => number === -exitcode);
  return entry?.[0] ?? null;
}
