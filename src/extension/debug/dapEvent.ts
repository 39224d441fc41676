import { pathToFileURL } from 'node:url';
import type { RowLocation } from '../../tree/processRow.ts';

/** What a debug adapter says of the process that it debugs, as far as the tree shows it. */
export type DapEvent =
  | { readonly type: 'stopped'; readonly threadId: number; readonly reason: string; readonly text: string | null }
  | { readonly type: 'continued' }
  /** Which process it is. */
  | { readonly type: 'process'; readonly pid: number }
  /** How it has ended. */
  | { readonly type: 'exited'; readonly exitcode: number };

/** debugpy says of a process that signal n has ended that its exit code is 256 - n. */
const FIRST_OF_SIGNALS = 256 - 64;

/**
 * Whether `message`, from the editor to an adapter, ends what is debugged, and does not only take the debugger away.
 * @param attached The debugger came to what was running: a restart takes it away and brings it back.
 */
export function endsDebuggee(message: unknown, attached: boolean): boolean {
  if (!isRecord(message) || message['type'] !== 'request') return false;
  if (message['command'] === 'terminate') return true;
  if (message['command'] === 'restart') return !attached;
  const args = message['arguments'];
  return message['command'] === 'disconnect' && isRecord(args) && args['terminateDebuggee'] === true;
}

/** @param message What the adapter sends, of which most is something else: then null. */
export function parseDapEvent(message: unknown): DapEvent | null {
  if (!isRecord(message) || message['type'] !== 'event') return null;
  if (message['event'] === 'continued') return { type: 'continued' };
  const body = message['body'];
  if (!isRecord(body)) return null;
  if (message['event'] === 'process') return parseProcess(body);
  if (message['event'] === 'exited') return parseExited(body);
  return message['event'] === 'stopped' ? parseStopped(body) : null;
}

function parseProcess({ systemProcessId: pid }: Fields): DapEvent | null {
  return typeof pid === 'number' && Number.isSafeInteger(pid) && pid > 0 ? { type: 'process', pid } : null;
}

function parseExited({ exitCode }: Fields): DapEvent | null {
  if (typeof exitCode !== 'number' || !Number.isInteger(exitCode)) return null;
  return exitCode >= 0 && exitCode < FIRST_OF_SIGNALS ? { type: 'exited', exitcode: exitCode } : null;
}

function parseStopped({ threadId, reason, description, text }: Fields): DapEvent | null {
  if (typeof threadId !== 'number' || typeof reason !== 'string') return null;
  return { type: 'stopped', threadId, reason, text: told(text) ?? (reason === 'pause' ? told(description) : null) };
}

/** Where the topmost frame of the user's code is in the body of a `stackTrace` response; null when none is of a file. */
export function userFrame(body: unknown): RowLocation | null {
  const frames = isRecord(body) && Array.isArray(body['stackFrames']) ? body['stackFrames'].map(parseFrame) : [];
  const inFiles = frames.filter((frame) => frame !== null);
  return (inFiles.find(({ isUsers }) => isUsers) ?? inFiles[0])?.place ?? null;
}

function parseFrame(frame: unknown) {
  if (!isRecord(frame) || !isRecord(frame['source'])) return null;
  const { line, column, presentationHint } = frame;
  const { path, presentationHint: sourceHint } = frame['source'];
  const url = typeof path === 'string' ? fileUrl(path) : null;
  if (url === null || typeof line !== 'number' || line < 1) return null;
  const isUsers = presentationHint !== 'subtle' && presentationHint !== 'label' && sourceHint !== 'deemphasize';
  return { isUsers, place: { url, line, column: typeof column === 'number' && column > 0 ? column : 1 } };
}

/** In a remote window the editor makes a URI of each path, of its own scheme: but the file is here. */
function fileUrl(path: string): string | null {
  if (/^(\/|[A-Za-z]:[\\/])/.test(path)) return pathToFileURL(path).href;
  const uri = /^(?:file|vscode-remote):\/\/[^/]*(\/.*)$/.exec(path)?.[1];
  if (uri === undefined) return null;
  return pathToFileURL(decodeURIComponent(uri).replace(/^\/(?=[A-Za-z]:)/, '')).href;
}

type Fields = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

function told(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
