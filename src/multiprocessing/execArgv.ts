import { withoutLoaderFlags } from '../base/execArgv.ts';

/** Node's options that are about what the program is, or about it alone: a child that had them would be another program. */
const ownOptions =
  /^(-e|--eval|-p|--print|-pe|-c|--check|-i|--interactive|--test|--watch|--input-type|--build-snapshot|--experimental-default-type)(=|$)/;
const withValue = new Set(['-e', '--eval', '-p', '--print', '-pe', '--input-type']);

/**
 * The options of Node that a child gets: its parent's, but those above, and the loader, which it loads itself.
 * @param folder The folder of the bundles.
 */
export function childExecArgv(execArgv: readonly string[], folder: string): string[] {
  const options: string[] = [];
  const inherited = withoutLoaderFlags(execArgv, folder);
  for (let i = 0; i < inherited.length; i++) {
    const option = inherited[i] as string;
    if (withValue.has(option)) i++;
    else if (!ownOptions.test(option)) options.push(anyPort(option));
  }
  return options;
}

/** Two processes cannot listen on one port: the child's debugger takes a free one. */
function anyPort(option: string): string {
  const match = /^(--inspect(?:-brk|-wait)?)(?:=(.*))?$/.exec(option);
  if (match === null) return option;
  const host = /^(.+):\d+$/.exec(match[2] ?? '')?.[1];
  return `${match[1]}=${host === undefined ? '' : `${host}:`}0`;
}
