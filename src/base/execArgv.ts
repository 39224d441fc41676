/** Which of a Node's options (`process.execArgv`) load this package's loader. */

const PRELOAD_OPTIONS = new Set(['--import', '--require', '-r']);

/** Other copies of this package: installed by npm, or with the extension. Another package's register.cjs is none. */
const INSTALLED_COPY =
  /(?:^|\/)(?:node_modules\/multiprocessing-ts|[\w-]+\.multiprocessing-ts-\d[^/]*)\/dist\/register\.cjs$/;

/**
 * `execArgv` without the options that load the loader, in whichever way it was named: a process that installs the
 * loader itself has no need of them. The other options keep their order.
 * @param folder Where the running copy's register.cjs stands, as an absolute path.
 */
export function withoutLoaderFlags(execArgv: readonly string[], folder: string): string[] {
  const kept: string[] = [];
  for (let i = 0; i < execArgv.length; i++) {
    const option = execArgv[i]!;
    const value = execArgv[i + 1];
    if (PRELOAD_OPTIONS.has(option) && value !== undefined) {
      if (!isLoader(value, folder)) kept.push(option, value);
      i++;
    } else if (!isLoaderOption(option, folder)) kept.push(option);
  }
  return kept;
}

function isLoaderOption(option: string, folder: string): boolean {
  const equals = option.indexOf('=');
  return equals > 0 && PRELOAD_OPTIONS.has(option.slice(0, equals)) && isLoader(option.slice(equals + 1), folder);
}

/** `specifier` is a package name, a path or a file: URL. */
function isLoader(specifier: string, folder: string): boolean {
  if (specifier === 'multiprocessing-ts/register') return true;
  const file = filePath(specifier);
  return file === `${filePath(folder)}/register.cjs` || INSTALLED_COPY.test(file);
}

/** A path or file: URL with slashes alone, so that the two can be compared. */
function filePath(specifier: string): string {
  const path = specifier.startsWith('file://') ? decoded(specifier.slice(7).replace(/[?#].*$/, '')) : specifier;
  return path
    .replaceAll('\\', '/')
    .replace(/^\/?([A-Za-z]):\//, (_, drive: string) => `${drive.toLowerCase()}:/`)
    .replace(/(?<=.)\/$/, '');
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname; // a stray % is no escape
  }
}
