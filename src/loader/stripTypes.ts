import { stripTypeScriptTypes } from 'node:module';

/**
 * `source` with its types replaced by blanks, so that every line and column stays; null when it has syntax that cannot
 * be blanked out (enums, namespaces, …) or is no valid TypeScript at all.
 */
export function stripTypes(source: string): string | null {
  const emitWarning = Object.getOwnPropertyDescriptor(process, 'emitWarning')!;
  // Node warns that its function is experimental: news for who wrote this call, not for who runs the program.
  process.emitWarning = () => undefined;
  try {
    return stripTypeScriptTypes(source, { mode: 'strip' });
  } catch {
    return null;
  } finally {
    Object.defineProperty(process, 'emitWarning', emitWarning);
  }
}
