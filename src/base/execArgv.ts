/** Which of a Node's options (`process.execArgv`) load this package's loader. */

const LOADER = /(?:^|[\\/])multiprocessing-ts[\\/]register$|[\\/]dist[\\/]register\.cjs$/;
const PRELOAD_OPTIONS = new Set(['--import', '--require', '-r']);

/**
 * `execArgv` without the options that load the loader, in whichever way it was named: a process that installs the
 * loader itself would otherwise load it twice. The other options keep their order.
 */
export function withoutLoaderFlags(execArgv: readonly string[]): string[] {
  const kept: string[] = [];
  for (let i = 0; i < execArgv.length; i++) {
    const option = execArgv[i]!;
    const value = execArgv[i + 1];
    if (PRELOAD_OPTIONS.has(option) && value !== undefined) {
      if (!isLoader(value)) kept.push(option, value);
      i++;
    } else if (!isLoaderOption(option)) kept.push(option);
  }
  return kept;
}

function isLoaderOption(option: string): boolean {
  const equals = option.indexOf('=');
  return equals > 0 && PRELOAD_OPTIONS.has(option.slice(0, equals)) && isLoader(option.slice(equals + 1));
}

/** `specifier` is a package name, a path or a file: URL. */
function isLoader(specifier: string): boolean {
  return LOADER.test(specifier.replace(/[?#].*$/, ''));
}
