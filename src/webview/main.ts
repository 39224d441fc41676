/** The entry of the webview: shows the view and asks the host for its rows. */
import { parseMessage } from './parseMessage.ts';
import { ProcessView } from './processView.ts';
import { acquireApi } from './vscodeApi.ts';

const api = acquireApi();

function start(): void {
  const view = new ProcessView(api);
  document.body.append(view.element);
  addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const message = parseMessage(data);
    if (message) view.receive(message);
  });
  api.post({ type: 'ready' });
  // What was said while the page was hidden may not have come.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') api.post({ type: 'ready' });
  });
}

if (document.readyState === 'loading') addEventListener('DOMContentLoaded', start);
else start();
