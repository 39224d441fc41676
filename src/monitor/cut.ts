import type { ErrorInfo } from './protocol.ts';

/** Longer texts are for nobody to read in a tree, and a line of the protocol has a limit. */
const MAX_TEXT = 1000;
const MAX_STACK_LINES = 40;
const MAX_STACK = 8000;

export function cut(text: string, length: number = MAX_TEXT): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}

/** What was thrown, with the first lines of its trace. It may be anything, and may throw when it is looked at. */
export function errorInfo(thrown: unknown): ErrorInfo {
  try {
    if (typeof thrown !== 'object' || thrown === null)
      return { name: 'Error', message: cut(`thrown: ${String(thrown)}`) };
    const { name, message, stack } = thrown as { name?: unknown; message?: unknown; stack?: unknown };
    const info = { name: textOr(name, 'Error'), message: textOr(message, '') };
    return typeof stack === 'string' ? { ...info, stack: firstLines(stack) } : info;
  } catch {
    return { name: 'Error', message: 'thrown: an object that cannot be read' };
  }
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' ? cut(value) : otherwise;
}

function firstLines(stack: string): string {
  return cut(
    stack
      .slice(0, MAX_STACK + 1)
      .split('\n')
      .slice(0, MAX_STACK_LINES)
      .join('\n'),
    MAX_STACK,
  );
}
