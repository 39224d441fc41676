import { idOf } from './gridPointer.ts';
import type { VsCodeApi } from './vscodeApi.ts';

/**
 * Tells the host which row has the keyboard: its key bindings are about that one, and count only then.
 * @param processesOf The processes that a row stands for.
 */
export function reportFocus(api: VsCodeApi, processesOf: (id: string) => readonly string[]): void {
  let told: string | null = null;
  const look = () => {
    const id = document.hasFocus() ? idOf(document.activeElement) : null;
    if (id === told) return;
    told = id;
    const [first = null, ...others] = id === null ? [] : processesOf(id);
    api.post({ type: 'focused', id: first, ...(others.length > 0 && { others }) });
  };
  for (const type of ['focusin', 'focusout']) document.addEventListener(type, look);
  for (const type of ['focus', 'blur']) addEventListener(type, look);
}
