import ts from 'typescript-api';

/** As Node shows a syntax error: the file and line, the text of the line, and a mark under the place. */
export function syntaxError(diagnostic: ts.Diagnostic, path: string, source: string): SyntaxError {
  const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
  const before = source.slice(0, diagnostic.start ?? 0);
  const line = before.split('\n').length;
  const lineStart = before.lastIndexOf('\n') + 1;
  const text = /^.*/.exec(source.slice(lineStart))?.[0] ?? '';
  const mark = text.slice(0, before.length - lineStart).replace(/[^\t]/g, ' ') + '^';
  const error = new SyntaxError(message);
  error.stack = `${path}:${line}\n${text}\n${mark}\n\nSyntaxError: ${message}\n    at ${path}:${line}:${before.length - lineStart + 1}`;
  return Object.assign(error, { code: 'ERR_INVALID_TYPESCRIPT_SYNTAX' });
}
