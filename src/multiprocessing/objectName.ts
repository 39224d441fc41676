/** What an object is called where it is shown: by the variable or field that it is assigned to, if the source says so. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { callSite } from './callSite.ts';
import { processChannel } from './events.ts';

/** `const jobs = new Queue()`, `this.jobs = …`, `jobs: new Queue()`. */
const ASSIGNED = /(?:^|[\s.{(,])(?<name>[#\w$]+)\s*(?::[^=]*)?[=:]\s*(?:new\s+)?[\w$.]+\s*(?:<[^>]*>)?\($/;

/** Looks only when somebody watches, since it reads the source. null: it cannot be known. */
export function objectName(): string | null {
  if (!processChannel.hasSubscribers) return null;
  const site = callSite();
  if (site === null) return null;
  try {
    const line = readFileSync(fileURLToPath(site.url), 'utf8').split('\n')[site.line - 1] ?? '';
    return nameIn(line, site.column);
  } catch {
    return null;
  }
}

/** @param column Of the call, from 1. */
export function nameIn(line: string, column: number): string | null {
  const open = line.indexOf('(', column - 1);
  return ASSIGNED.exec(line.slice(0, open + 1))?.groups?.name ?? null;
}
