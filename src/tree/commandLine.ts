/** A command line to read and to copy: arguments with blanks or quotes are quoted as POSIX shells do. */
export function commandLine(script: string, argv: readonly string[]): string {
  return [script, ...argv].map(quoted).join(' ');
}

function quoted(arg: string): string {
  return /^[\w@%+=:,./\\-]+$/u.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`;
}
