import type { FromWebview } from '../tree/messages.ts';

/** The webview's only way to its host; what it keeps survives hiding the view and reloading the window. */
export interface VsCodeApi {
  post(message: FromWebview): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};

/** May be called once in the life of the document: the editor hands its API out only once. */
export function acquireApi(): VsCodeApi {
  const api = acquireVsCodeApi();
  return {
    // Not a window's postMessage: it has no origin.
    // oxlint-disable-next-line unicorn/require-post-message-target-origin
    post: (message) => api.postMessage(message),
    getState: () => api.getState(),
    setState: (state) => api.setState(state),
  };
}
