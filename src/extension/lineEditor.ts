/**
 * What a terminal driver does between the keys and a program that reads lines: echo, erase, end a line, Ctrl-C, Ctrl-D.
 */

export type LineAction =
  | { readonly type: 'input'; readonly text: string }
  /** Ctrl-C */
  | { readonly type: 'interrupt' }
  /** Ctrl-D on an empty line */
  | { readonly type: 'end' };

/** What to show for the keys, and what they ask for, in order. */
export interface LineEdit {
  readonly echo: string;
  readonly actions: readonly LineAction[];
}

const TAB_COLUMNS = 4;
/** A key's escape sequence (arrows, function keys, the marks around a paste): nothing in it is text. */
// eslint-disable-next-line no-control-regex
const ESCAPE_SEQUENCE = /^\u001b(?:\[[0-?]*[ -/]*[@-~]|O.|[^[O]?)/;

export class LineEditor {
  /** Code points of the line that is not ended yet. */
  #line: string[] = [];

  /** @param data What the terminal sends: keys, or the whole of a paste. */
  type(data: string): LineEdit {
    let echo = '';
    const actions: LineAction[] = [];
    for (let rest = data; rest !== '';) {
      const token = ESCAPE_SEQUENCE.exec(rest)?.[0] ?? (rest.startsWith('\r\n') ? '\r\n' : firstCharacter(rest));
      rest = rest.slice(token.length);
      const edit = this.#key(token);
      echo += edit.echo;
      if (edit.action) actions.push(edit.action);
    }
    return { echo, actions };
  }

  #key(key: string): { echo: string; action?: LineAction } {
    switch (key) {
      case '\r':
      case '\n':
      case '\r\n':
        return { echo: '\r\n', action: { type: 'input', text: `${this.#take()}\n` } };
      case '\u0003':
        this.#take();
        return { echo: '^C\r\n', action: { type: 'interrupt' } };
      case '\u0004':
        return { echo: '', action: this.#line.length ? { type: 'input', text: this.#take() } : { type: 'end' } };
      case '\u007f':
      case '\b':
        return { echo: this.#erase(1) };
      case '\u0015': // Ctrl-U
        return { echo: this.#erase(this.#line.length) };
      case '\u0017': // Ctrl-W
        return { echo: this.#erase(lastWord(this.#line)) };
      default:
        return { echo: this.#insert(key) };
    }
  }

  #insert(key: string): string {
    if (key !== '\t' && key < ' ') return ''; // other control keys and escape sequences
    this.#line.push(key);
    return key === '\t' ? ' '.repeat(TAB_COLUMNS) : key;
  }

  #erase(count: number): string {
    const erased = this.#line.splice(Math.max(0, this.#line.length - count));
    return erased.map((character) => '\b \b'.repeat(columns(character))).join('');
  }

  #take(): string {
    const text = this.#line.join('');
    this.#line = [];
    return text;
  }
}

/** How many characters the last word has, with the blanks after it. */
function lastWord(line: readonly string[]): number {
  const end = line.findLastIndex((character) => !isBlank(character));
  const start = line.findLastIndex((character, index) => index < end && isBlank(character));
  return line.length - 1 - start;
}

function isBlank(character: string): boolean {
  return /\s/.test(character);
}

function firstCharacter(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0);
}

/** How many columns a terminal gives to a character. */
function columns(character: string): number {
  if (character === '\t') return TAB_COLUMNS;
  if (/\p{Mark}|\p{Cf}/u.test(character)) return 0;
  return /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u.test(
    character,
  )
    ? 2
    : 1;
}
