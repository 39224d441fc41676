import type { Texts } from '../base/l10n.ts';

/** The view's style sheets, in the extension's folder. Their order matters: later ones overrule earlier ones. */
export const STYLES: readonly string[] = [
  'dist/codicons/codicon.css',
  'media/view/base.css',
  'media/view/header.css',
  'media/view/grid.css',
  'media/view/interaction.css',
  'media/view/timeline.css',
  'media/view/details.css',
  'media/view/notices.css',
  'media/view/widths.css',
  'media/view/narrow.css',
  'media/view/contrast.css',
];

/** The addresses, as the webview can load them, of what the view is made of. */
export interface WebviewFiles {
  readonly script: string;
  readonly styles: readonly string[];
  /** What `webview.cspSource` says. */
  readonly cspSource: string;
  readonly nonce: string;
  /** A BCP 47 language tag. */
  readonly language: string;
  /** The translations into it. */
  readonly texts: Texts;
}

/** The view's document: empty, the script fills it. Nothing but our own script, styles and icon font may load. */
export function webviewHtml({ script, styles, cspSource, nonce, language, texts }: WebviewFiles): string {
  const policy = `default-src 'none'; style-src ${cspSource}; font-src ${cspSource}; script-src 'nonce-${nonce}'`;
  const links = styles.map((href) => `<link rel="stylesheet" href="${escape(href)}">`).join('\n  ');
  return `<!DOCTYPE html>
<html lang="${escape(language)}">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${escape(policy)}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  ${links}
  <title>Process Tree</title>
</head>
<body>
  <script type="application/json" id="texts">${json(texts)}</script>
  <script nonce="${escape(nonce)}" src="${escape(script)}"></script>
</body>
</html>
`;
}

/** For an element whose content is not unescaped, and ends at the first `</`. */
function json(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', String.raw`\u003c`);
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
