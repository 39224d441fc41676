import type { RowLocation } from './processRow.ts';

/** A line of a trace: `location` is where its `link` part leads to. */
export interface StackLine {
  readonly before: string;
  readonly link: string;
  readonly after: string;
  readonly location: RowLocation | null;
}

// `file:///a/b.ts:1:2`, `/a/b.ts:1:2` or `C:\a\b.ts:1:2`, alone after "at " or in brackets at the end of the line.
const FRAME = /^(\s*at (?:async )?(?:.* \()?)((?:file:\/\/|\/|[A-Za-z]:[\\/]).*?):(\d+):(\d+)(\)?)\s*$/;

/** The lines of an error's stack, each with the place in the user's files that it names. */
export function stackLines(stack: string): StackLine[] {
  return stack.split(/\r?\n/).map(stackLine);
}

function stackLine(text: string): StackLine {
  const match = FRAME.exec(text);
  if (!match) return { before: text, link: '', after: '', location: null };
  const [, before = '', file = '', line = '', column = '', after = ''] = match;
  const location = { url: toFileUrl(file), line: Number(line), column: Number(column) };
  return { before, link: `${file}:${line}:${column}`, after, location };
}

function toFileUrl(file: string): string {
  if (file.startsWith('file://')) return file;
  const path = file.replaceAll('\\', '/').split('/').map(encodeURIComponent).join('/');
  // A drive's colon is no part of a name: `/C:/`.
  return path.startsWith('/') ? `file://${path}` : `file:///${path.replace('%3A', ':')}`;
}

/** Where an error was thrown: the first place in files of the user's own, or else in any; null when none is known. */
export function thrownAt(stack: string): RowLocation | null {
  const places = stackLines(stack).flatMap(({ location }) => location ?? []);
  return places.find(({ url }) => !url.includes('/node_modules/')) ?? places[0] ?? null;
}
