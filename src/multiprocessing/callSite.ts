/** Where in the user's source the library was called. */
import { pathToFileURL } from 'node:url';
import type { SourceLocation } from './events.ts';
import { libraryFolder } from './libraryFolder.ts';

/** The innermost frame that is neither the library's nor Node's; source maps are applied when they are on. */
export function callSite(): SourceLocation | null {
  return lateCallSite()();
}

/** The same, looked for only when it is asked for: most of the time nobody does. */
export function lateCallSite(): () => SourceLocation | null {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 20;
  const error = new Error('call site');
  Error.stackTraceLimit = stackTraceLimit;
  return () => locate(error.stack ?? '');
}

function locate(stack: string): SourceLocation | null {
  for (const line of stack.split('\n').slice(1)) {
    const location = parseFrame(line);
    if (location !== null && !location.url.startsWith(libraryUrl())) return location;
  }
  return null;
}

let libraryUrlCache: string | undefined;

function libraryUrl(): string {
  return (libraryUrlCache ??= `${pathToFileURL(libraryFolder()).href}/`);
}

/** `at f (file:///a/b.mjs:3:5)`, `at /a/b.cjs:3:5`, `at async C:\b.cjs:3:5`. */
function parseFrame(frame: string): SourceLocation | null {
  const match = /(?:\(|at (?:async )?)((?:file:\/\/|\/|[A-Za-z]:\\)[^()]*):(\d+):(\d+)\)?$/.exec(frame);
  if (match === null) return null;
  const [, place = '', line, column] = match;
  const url = place.startsWith('file:') ? place : pathToFileURL(place).href;
  return { url, line: Number(line), column: Number(column) };
}
