/** Texts for people, in their language: for what runs without `vscode`, and called as VS Code's own `l10n.t` is. */

/** A text as it stands in the source → its translation. */
export type Texts = Readonly<Record<string, string>>;

let translations: ReadonlyMap<string, string> = new Map();

export const l10n = {
  /** Once, before the first text: those that are missing stay as they are. */
  config(texts: Texts): void {
    translations = new Map(Object.entries(texts));
  },

  /** @param text A literal, for scripts/l10n.mjs to find; `{0}`, `{1}`, … stand for `values`. */
  t(text: string, ...values: readonly (string | number)[]): string {
    const translated = translations.get(text) ?? text;
    if (values.length === 0) return translated;
    return translated.replaceAll(/\{(\d+)\}/g, (place, index: string) => String(values[Number(index)] ?? place));
  },
};
