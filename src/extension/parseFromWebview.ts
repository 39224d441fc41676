import { parseSort, parseWidths } from '../tree/gridLayout.ts';
import type { FromWebview, RowCommand } from '../tree/messages.ts';

const COMMANDS: readonly RowCommand[] = [
  'terminate',
  'kill',
  'interrupt',
  'join',
  'cancelJoin',
  'copy',
  'openLocation',
  'showOutput',
];

/** A message of the view's, or null for what is none. */
export function parseFromWebview(data: unknown): FromWebview | null {
  if (typeof data !== 'object' || data === null) return null;
  const message = data as Readonly<Record<string, unknown>>;
  switch (message['type']) {
    case 'ready':
    case 'runCurrentFile':
    case 'openExample':
    case 'manageTrust':
    case 'openNodePath':
    case 'clearEnded':
    case 'closeRecording':
      return { type: message['type'] };
    case 'colours':
      return parseColours(message);
    case 'watchLives':
      return { type: 'watchLives', watch: message['watch'] === true };
    case 'command':
      return parseCommand(message);
    case 'open':
      return parseOpen(message);
    case 'layout':
      return { type: 'layout', widths: parseWidths(message['widths']), sort: parseSort(message['sort']) };
    case 'focused':
      return parseFocused(message);
    case 'selection':
      return parseSelection(message);
    default:
      return null;
  }
}

type Fields = Readonly<Record<string, unknown>>;

function parseCommand({ command, id, others }: Fields): FromWebview | null {
  const known = COMMANDS.find((name) => name === command);
  return known && typeof id === 'string' ? { type: 'command', command: known, id, ...parseOthers(others) } : null;
}

function parseOpen({ url, line, column }: Fields): FromWebview | null {
  if (typeof url !== 'string' || !url.startsWith('file:') || !isPosition(line) || !isPosition(column)) return null;
  return { type: 'open', url, line, column };
}

/** Nothing that could be more than a colour gets into a picture. */
function parseColours({ colours }: Fields): FromWebview | null {
  if (typeof colours !== 'object' || colours === null) return null;
  const entries = Object.entries(colours).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && /^[\w#(),.%/ -]{1,80}$/.test(entry[1]),
  );
  return { type: 'colours', colours: Object.fromEntries(entries) };
}

/** Of several rows, those beside the first. */
function parseOthers(value: unknown): { readonly others?: readonly string[] } {
  const others = Array.isArray(value) ? value.filter((id: unknown) => typeof id === 'string') : [];
  return others.length > 0 ? { others } : {};
}

function parseFocused({ id, others }: Fields): FromWebview {
  return typeof id === 'string' ? { type: 'focused', id, ...parseOthers(others) } : { type: 'focused', id: null };
}

function parseSelection({ id, others }: Fields): FromWebview | null {
  return id === null || typeof id === 'string' ? { type: 'selection', id, ...parseOthers(others) } : null;
}

function isPosition(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
