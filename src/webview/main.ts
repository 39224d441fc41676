/** The entry of the webview: shows the view and asks the host for its rows. */
import { l10n } from '../base/l10n.ts';
import { reportFocus } from './focusReport.ts';
import { parseMessage } from './parseMessage.ts';
import { ProcessView } from './processView.ts';
import { readTexts } from './readTexts.ts';
import { acquireApi } from './vscodeApi.ts';

const api = acquireApi();

function start(): void {
  l10n.config(readTexts());
  const view = new ProcessView(api);
  document.body.append(view.element);
  reportFocus(api, (id) => view.processesOf(id));
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
