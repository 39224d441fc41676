// A reporter for node:test that writes a line of JSON for each test as it ends, so that a run cut short still counts.

import path from 'node:path';
import { inspect } from 'node:util';

export default async function* testReporter(events) {
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details?.type === 'suite') continue; // counted by its tests
    yield `${JSON.stringify(entry(type, data))}\n`;
  }
}

function entry(type, { name, file, skip, todo, details }) {
  const title = file ? `${file.split(/[\\/]/).at(-1)}: ${name}` : name;
  const reason = skip ?? todo;
  if (reason !== undefined) return { kind: 'pending', title, reason: reason === true ? '' : String(reason) };
  if (type === 'test:fail') return { kind: 'failures', title, error: errorText(details.error) };
  return { kind: 'passes', title, isFile: file !== undefined && path.resolve(name) === file };
}

// node:test wraps what a test threw.
const errorText = (error) => inspect(error?.cause ?? error);
