import path from 'node:path';

/** What a shell does not look into, or is no operator for it. */
const QUOTED = /'[^']*'|"(?:\\.|[^"\\])*"|\\./gs;
const REDIRECTION = /\d*[<>]&\d+|&>>?/g;
/** A pipeline, a list, a job, a subshell, a negation. */
const SEVERAL = /[|&;()`\n]|^!\s/;

/** Whether a command line is that of one program, whose exit code is the shell's. When in doubt it is not. */
export function isSingleCommand(commandLine: string): boolean {
  const bare = commandLine.trim().replaceAll(QUOTED, '_').replaceAll(REDIRECTION, ' ');
  return bare !== '' && !SEVERAL.test(bare);
}

/** Whether a command line may have started `script`: it has its name, or, without a script, that of an interpreter. */
export function mayHaveStarted(commandLine: string, script: string | null): boolean {
  if (script === null) return /python/i.test(commandLine);
  const { name, dir } = path.parse(script);
  return commandLine.includes(name === '__main__' ? path.basename(dir) : name);
}
