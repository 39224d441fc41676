/**
 * What a child prints leaves it at once. Node keeps what a slow reader of a pipe does not take, and loses it when the
 * process is terminated or calls process.exit(): the last lines are what one looks for then.
 */

interface Pipe {
  readonly _handle?: { setBlocking?(blocking: boolean): number } | null;
}

/** Without loading the streams: most children never print. */
export function printAtOnce(): void {
  for (const name of ['stdout', 'stderr'] as const) {
    const original = Object.getOwnPropertyDescriptor(process, name);
    if (original?.get === undefined) continue; // made by someone who knows better
    Object.defineProperty(process, name, {
      ...original,
      get() {
        Object.defineProperty(process, name, original);
        const stream = process[name] as Pipe;
        stream._handle?.setBlocking?.(true);
        return stream;
      },
    });
  }
}
