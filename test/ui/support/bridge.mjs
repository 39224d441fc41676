import { connect } from 'node:net';
import path from 'node:path';
import { until } from '../../testbed/workbench.mjs';

export const BRIDGE = path.resolve(import.meta.dirname, '../bridge');

/**
 * Calls a method of the extension in test/ui/bridge, which the window has to be opened with.
 * @returns `{ result }` or `{ error }`.
 */
export function callBridge(server, method, ...args) {
  return until('the bridge', () => ask(path.join(server.dirs.tmp, 'bridge.sock'), { method, args }));
}

async function ask(address, request) {
  const socket = connect({ path: address });
  socket.end(JSON.stringify(request));
  let text = '';
  for await (const chunk of socket.setEncoding('utf8')) text += chunk;
  return JSON.parse(text);
}
