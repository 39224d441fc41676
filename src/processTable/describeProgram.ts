/** What a program is called, from the arguments that it was started with. */
export interface Program {
  readonly name: string;
  readonly commandLine: string;
  /** A helper, of which nobody wants to know: the library's orphan guard, the debugger's watchdogs. */
  readonly internal: boolean;
}

/** They run scripts, whose names tell more. */
const INTERPRETERS = /^(node|bun|deno|python[\d.]*|ruby|perl|bash|sh|zsh|tsx)(\.exe)?$/i;

/** How the library calls the shell of its orphan guard. */
const GUARD = 'multiprocessing-ts-guard';

/** js-debug puts one of them beside each process. */
const WATCHDOG = /[\\/]ms-vscode\.js-debug[^\\/]*[\\/]src[\\/]watchdog\.js$/;

/** @param args None of a process of the system's own, which has only a name. */
export function describeProgram(name: string, args: readonly string[]): Program {
  const [executable, script] = args;
  if (executable === undefined) return { name, commandLine: name, internal: false };
  const called = baseName(executable);
  const helper = pythonHelper(args);
  if (helper !== null) return { name: helper, commandLine: args.join(' '), internal: false };
  const runs = script !== undefined && INTERPRETERS.test(called) && !script.startsWith('-');
  return {
    name: runs ? `${called} ${baseName(script)}` : called,
    commandLine: args.join(' '),
    internal: args.includes(GUARD) || (script !== undefined && WATCHDOG.test(script)),
  };
}

/** What multiprocessing of Python starts for itself: `python -c "from multiprocessing.forkserver import main; …"`. */
function pythonHelper(args: readonly string[]): string | null {
  const code = args[args.indexOf('-c') + 1] ?? '';
  const module = /^from multiprocessing\.(resource_tracker|forkserver) import main\b/.exec(code)?.[1];
  if (module === undefined) return null;
  return module === 'forkserver' ? "fork server (Python's own)" : "resource tracker (Python's own)";
}

/** A login shell is called `-bash`. */
function baseName(file: string): string {
  return file.replace(/^-/, '').split(/[\\/]/).findLast(Boolean) ?? file;
}
