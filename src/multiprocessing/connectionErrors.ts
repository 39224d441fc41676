/** What goes wrong with connections, in Python's words. */
import { EOFError, OSError } from './errors.ts';

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
