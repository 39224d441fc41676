/**
 * Pipes between processes of a tree.
 * https://docs.python.org/3/library/multiprocessing.html#multiprocessing.Pipe
 */
import { inspect } from 'node:util';
import { Connection } from './connection.ts';
import { asHandle, registerHandle, type HandleContent } from './handles.ts';
import { PIPE_KIND, PipeEnd } from './pipeEnd.ts';
import { checkObjectOptions, type ObjectOptions } from './objectOptions.ts';
import { restoreShared } from './sharedHandle.ts';

class PipeConnection<T = unknown> extends Connection<T> {
  readonly #end: PipeEnd;

  constructor(end: PipeEnd) {
    super(end, end.direction);
    this.#end = end;
    end.connection = this;
  }

  /** @internal */
  [asHandle](): HandleContent {
    return this.#end[asHandle]();
  }
}
Object.defineProperty(PipeConnection, 'name', { value: Connection.name });

registerHandle(PIPE_KIND, PipeConnection, (content) => {
  const end = restoreShared(content, PipeEnd);
  return end.connection ?? new PipeConnection(end);
});

/**
 * Two ends of a pipe. Each may be given to other processes, as an argument or in a message, and is then theirs as well
 * as this one's: the other end is told of the end of file when all that have it have closed it or are gone.
 * @param duplex false: the first end can only receive, the second only send.
 * @throws TypeError that names what is wrong.
 */
export function Pipe<A = unknown, B = A>(duplex = true, options: ObjectOptions = {}): [Connection<A>, Connection<B>] {
  if (typeof duplex !== 'boolean') throw new TypeError(`duplex must be a boolean, not ${inspect(duplex)}`);
  checkObjectOptions('Pipe()', options);
  const [first, second] = PipeEnd.pair(
    { readable: true, writable: duplex },
    { readable: duplex, writable: true },
    options,
  );
  return [new PipeConnection<A>(first), new PipeConnection<B>(second)];
}
