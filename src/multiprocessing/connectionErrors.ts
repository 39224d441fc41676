/** What goes wrong with connections, in Python's words. */
import { EOFError, OSError, PicklingError } from './errors.ts';

/** This process has closed its end. */
export const handleClosed = (): OSError => new OSError('handle is closed', { code: 'EBADF' });

/** Nobody is left that could receive what is sent. */
export const brokenPipe = (cause?: unknown): OSError =>
  new OSError('[Errno 32] Broken pipe: nobody has the other end of the connection any more', {
    code: 'EPIPE',
    ...(cause === undefined ? {} : { cause }),
  });

/** All that was sent has been received, and nobody is left that could send more. */
export const endOfFile = (cause?: unknown): EOFError =>
  new EOFError('nobody has the other end of the connection any more', cause === undefined ? {} : { cause });

export const cutShort = (): OSError => new OSError('got end of file during message');

/** Of an item with shared objects, for a connection that may lead out of the program. */
export const staysInTree = (): PicklingError =>
  new PicklingError(
    'cannot send item: a queue, lock, or connection in it can be used in the processes of its program only, and who has ' +
      'the other end of a socket is not known to be one. Send it through a Pipe or a Queue, or as an argument',
  );
