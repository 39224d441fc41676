import type { VsCodeApi } from './vscodeApi.ts';

/** Tells the host whether a row has the keyboard: its key bindings count only then. */
export function reportFocus(api: VsCodeApi): void {
  let told = false;
  const look = () => {
    const inRow = document.hasFocus() && Boolean(document.activeElement?.closest('[data-process-id]'));
    if (inRow === told) return;
    told = inRow;
    api.post({ type: 'focused', inRow });
  };
  for (const type of ['focusin', 'focusout']) document.addEventListener(type, look);
  for (const type of ['focus', 'blur']) addEventListener(type, look);
}
