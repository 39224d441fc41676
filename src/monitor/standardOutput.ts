/** What the program writes to its standard streams. */
import type { OutputStream } from './protocol.ts';

type Write = (this: unknown, chunk: unknown, encoding?: unknown, callback?: unknown) => boolean;

/**
 * Calls back after each write to the standard streams. What is printed, its order, callbacks and return values stay as
 * they are; a stream that is never used is never made.
 */
export function watchStandardOutput(written: (stream: OutputStream, chunk: unknown, encoding: unknown) => void): void {
  for (const name of ['stdout', 'stderr'] as const) {
    const original = Object.getOwnPropertyDescriptor(process, name);
    if (original?.get === undefined || original.configurable === false) continue; // made by someone who knows better
    Object.defineProperty(process, name, {
      ...original,
      get() {
        Object.defineProperty(process, name, original);
        const stream = process[name];
        follow(stream, (chunk, encoding) => written(name, chunk, encoding));
        return stream;
      },
    });
  }
}

function follow(stream: NodeJS.WriteStream, written: (chunk: unknown, encoding: unknown) => void): void {
  const { write: original } = stream as unknown as { readonly write: Write };
  const write: Write = function write(chunk, encoding, callback) {
    const result = original.call(this, chunk, encoding, callback);
    try {
      written(chunk, encoding);
    } catch {
      // Whoever watches misses something; the program goes on.
    }
    return result;
  };
  Object.defineProperty(stream, 'write', { value: write, writable: true, configurable: true, enumerable: false });
}
