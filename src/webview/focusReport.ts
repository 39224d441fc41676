import { idOf } from './gridPointer.ts';
import type { VsCodeApi } from './vscodeApi.ts';

/** Tells the host which row has the keyboard: its key bindings are about that one, and count only then. */
export function reportFocus(api: VsCodeApi): void {
  let told: string | null = null;
  const look = () => {
    const id = document.hasFocus() ? idOf(document.activeElement) : null;
    if (id === told) return;
    told = id;
    api.post({ type: 'focused', id });
  };
  for (const type of ['focusin', 'focusout']) document.addEventListener(type, look);
  for (const type of ['focus', 'blur']) addEventListener(type, look);
}
