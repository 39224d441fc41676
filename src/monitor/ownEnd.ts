import { processIdentity } from '../multiprocessing/identity.ts';
import { errorInfo } from './cut.ts';
import type { EndedMessage, ErrorInfo } from './protocol.ts';

/**
 * Calls back when this process ends by itself, with what can be known then. Its parent knows better, unless it has gone,
 * or is a shell.
 */
export function ownEnd(callback: (end: EndedMessage) => void): void {
  let uncaught: ErrorInfo | null = null;
  process.on('uncaughtExceptionMonitor', (error) => {
    uncaught = errorInfo(error);
    // If the program is still there in the next turn, it has handled the error itself.
    setImmediate(() => (uncaught = null)).unref();
  });
  process.on('exit', (exitcode) => {
    const error = exitcode === 0 ? null : uncaught;
    callback({ type: 'ended', id: processIdentity().id, at: Date.now(), exitcode, signal: null, error });
  });
}
