/** What an object is called where it is shown: by the variable or field that it is assigned to, if the source says so. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { callSite } from './callSite.ts';
import { processChannel } from './events.ts';

/** `const jobs = new Queue()`, `this.jobs = …`, `jobs: new Queue()`. */
const ASSIGNED = /(?:^|[\s.{(,])(?<name>[#\w$]+)\s*(?::[^=]*)?[=:]\s*(?:new\s+)?[\w$.]+\s*(?:<[^>]*>)?\($/;

/** `const [parent, child] = Pipe()`. */
const BOTH_ASSIGNED = /\[\s*(?<first>[\w$]+)\s*,\s*(?<second>[\w$]+)\s*\]\s*(?::[^=]*)?=\s*[\w$.]+\s*(?:<[^>]*>)?\($/;

/** Looks only when somebody watches, since it reads the source. null: it cannot be known. */
export function objectName(): string | null {
  const call = sourceOfCall();
  return call === null ? null : nameIn(call.line, call.column);
}

/** The same, of a function that gives two. */
export function objectNames(): [string | null, string | null] {
  const call = sourceOfCall();
  const { first = null, second = null } = call === null ? {} : (BOTH_ASSIGNED.exec(upToCall(call))?.groups ?? {});
  return [first, second];
}

/** @param column Of the call, from 1. */
function nameIn(line: string, column: number): string | null {
  return ASSIGNED.exec(upToCall({ line, column }))?.groups?.name ?? null;
}

function sourceOfCall(): { line: string; column: number } | null {
  if (!processChannel.hasSubscribers) return null;
  const site = callSite();
  if (site === null) return null;
  try {
    const line = readFileSync(fileURLToPath(site.url), 'utf8').split('\n')[site.line - 1] ?? '';
    return { line, column: site.column };
  } catch {
    return null;
  }
}

function upToCall({ line, column }: { line: string; column: number }): string {
  return line.slice(0, line.indexOf('(', column - 1) + 1);
}
