/** What the words of the command line mean. */

export type CommandLine =
  | { readonly kind: 'help' }
  | { readonly kind: 'version' }
  | {
      readonly kind: 'run';
      readonly nodeOptions: readonly string[];
      readonly script: string;
      readonly args: readonly string[];
    }
  | { readonly kind: 'error'; readonly message: string };

/** Node's options whose value may be a word of its own. */
const TAKES_VALUE = new Set(
  [
    '-r --require --import --loader --experimental-loader -C --conditions --title --icu-data-dir',
    '--env-file --env-file-if-exists --inspect-port --input-type --unhandled-rejections --watch-path',
    '--redirect-warnings --disable-warning --trace-event-categories --diagnostic-dir --dns-result-order',
    '--secure-heap --heapsnapshot-signal --report-directory --report-signal --openssl-config',
  ].flatMap((line) => line.split(' ')),
);

const NO_SCRIPT = 'no script was given. Usage: multiprocessing-ts [node options] script.ts [arguments]; see --help.';

/** `words` without the command's own name; the first that is neither an option nor an option's value is the script. */
export function parseCommandLine(words: readonly string[]): CommandLine {
  let at = 0;
  while (words[at]?.startsWith('-') && words[at] !== '-' && words[at] !== '--') {
    const word = words[at]!;
    if (word === '--help' || word === '-h') return { kind: 'help' };
    if (word === '--version' || word === '-v') return { kind: 'version' };
    at += TAKES_VALUE.has(word) ? 2 : 1;
  }
  const nodeOptions = words.slice(0, at);
  if (words[at] === '--') at++;
  const script = words[at];
  if (script === undefined || script === '') return { kind: 'error', message: NO_SCRIPT };
  return { kind: 'run', nodeOptions, script, args: words.slice(at + 1) };
}
