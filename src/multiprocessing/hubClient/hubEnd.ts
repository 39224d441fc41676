/** What the hub's client does at the end of its process: it ends waits that are in vain, and sends what is left. */
import { EOFError } from '../errors.ts';
import { onNothingLeft } from '../exit.ts';
import { hub } from './hubClient.ts';

let isPrepared = false;

/** To be called by whatever holds the shared objects; the first call counts. */
export function prepareHubEnd(): void {
  if (isPrepared) return;
  isPrepared = true;
  onNothingLeft(() => hub.rejectAlone(inVain));
  // Before the children are waited for, which may wait for what is flushed
  process.prependListener('exit', () => hub.flushSync());
}

function inVain(operation: string): EOFError {
  return new EOFError(
    `${operation} waits in vain: no other process is left that could end the wait, and this one has nothing else to do`,
  );
}
