import { l10n } from '../base/l10n.ts';

/** Raised where the text cannot be split; the message says why. */
export class ArgumentsError extends Error {}

/**
 * Splits a line into arguments as a POSIX shell does, without expanding anything: blanks separate, quotes keep
 * together, a backslash takes the next character as it is (between double quotes only before `"`, `\`, `$` and `` ` ``).
 * @throws ArgumentsError when a quote is not closed or the line ends in a backslash.
 */
export function splitArguments(line: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  for (let rest = line; rest !== '';) {
    const { length, text } = nextToken(rest);
    rest = rest.slice(length);
    if (text === null) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + text;
  }
  return word === null ? words : [...words, word];
}

/** A piece of a word, or (`text` null) what separates words. */
interface Token {
  readonly length: number;
  readonly text: string | null;
}

function nextToken(text: string): Token {
  const blank = /^\s+/.exec(text);
  if (blank) return { length: blank[0].length, text: null };
  if (text.startsWith("'")) return singleQuoted(text);
  if (text.startsWith('"')) return doubleQuoted(text);
  if (text === '\\')
    throw new ArgumentsError(l10n.t('The line ends in a backslash; write \\\\ for the character itself.'));
  if (text.startsWith('\\')) return { length: 2, text: text.charAt(1) };
  const plain = /^[^\s'"\\]+/.exec(text)?.[0] ?? '';
  return { length: plain.length, text: plain };
}

function singleQuoted(text: string): Token {
  const end = text.indexOf("'", 1);
  if (end === -1) throw new ArgumentsError(l10n.t("A single quote (') is not closed."));
  return { length: end + 1, text: text.slice(1, end) };
}

function doubleQuoted(text: string): Token {
  const match = /^"((?:[^"\\]|\\[^])*)"/.exec(text);
  if (!match) throw new ArgumentsError(l10n.t('A double quote (") is not closed.'));
  return { length: match[0].length, text: (match[1] ?? '').replaceAll(/\\(["\\$`])/g, '$1') };
}
