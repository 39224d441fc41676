/** Python's exit code of a process that signal `name` ended: `SIGTERM` is −15. */
export function exitcodeOfSignal(name: string): number {
  return -(signals()[name] ?? 1);
}

/** The signal that an exit code stands for: −15 is `SIGTERM`; null when it stands for none. */
export function signalOfExitcode(exitcode: number): string | null {
  if (exitcode >= 0) return null;
  const entry = Object.entries(signals()).find(([, number]) => number === -exitcode);
  return entry?.[0] ?? null;
}

/** Loaded when it is needed: most children never ask. */
function signals(): Readonly<Record<string, number>> {
  return process.getBuiltinModule('node:os').constants.signals;
}
