import type ts from 'typescript-api';

const PACKAGE = 'multiprocessing-ts';

/** A language service that also proposes the package's name where a module is imported. */
export function offerPackageName(typescript: typeof ts, service: ts.LanguageService): ts.LanguageService {
  const complete: ts.LanguageService['getCompletionsAtPosition'] = (file, position, options, formatting) => {
    const found = service.getCompletionsAtPosition(file, position, options, formatting);
    const source = service.getProgram()?.getSourceFile(file);
    const specifier = source && moduleSpecifierAt(typescript, source, position);
    if (!specifier || found?.entries.some(({ name }) => name === PACKAGE)) return found;
    const entry = packageEntry(typescript, specifier, source);
    return found ? { ...found, entries: [...found.entries, entry] } : listOf(entry);
  };
  // Not a copy: the service has members that tsserver adds and replaces later.
  return new Proxy(service, {
    get: (target, key, receiver) =>
      key === 'getCompletionsAtPosition' ? complete : (Reflect.get(target, key, receiver) as unknown),
  });
}

function moduleSpecifierAt(typescript: typeof ts, source: ts.SourceFile, position: number): ts.StringLiteral | null {
  const visit = (node: ts.Node): ts.StringLiteral | undefined => {
    if (position < node.pos || position > node.end) return undefined;
    if (typescript.isStringLiteral(node)) return isModuleSpecifier(typescript, node) ? node : undefined;
    return typescript.forEachChild(node, visit);
  };
  const literal = visit(source);
  const inside =
    literal && position > literal.getStart(source) && position <= literal.getStart(source) + 1 + literal.text.length;
  return inside && PACKAGE.startsWith(literal.text) ? literal : null;
}

function isModuleSpecifier(typescript: typeof ts, literal: ts.StringLiteral): boolean {
  const { parent } = literal;
  if (typescript.isImportDeclaration(parent) || typescript.isExportDeclaration(parent)) return true;
  if (typescript.isExternalModuleReference(parent)) return true;
  if (!typescript.isCallExpression(parent) || parent.arguments[0] !== literal) return false;
  const { expression } = parent;
  return (
    expression.kind === typescript.SyntaxKind.ImportKeyword ||
    (typescript.isIdentifier(expression) && expression.text === 'require')
  );
}

function packageEntry(typescript: typeof ts, literal: ts.StringLiteral, source: ts.SourceFile): ts.CompletionEntry {
  return {
    name: PACKAGE,
    kind: typescript.ScriptElementKind.externalModuleName,
    kindModifiers: '',
    sortText: '11', // where TypeScript puts what is found by location, as it does with other packages
    replacementSpan: { start: literal.getStart(source) + 1, length: literal.text.length },
  };
}

function listOf(entry: ts.CompletionEntry): ts.CompletionInfo {
  return { isGlobalCompletion: false, isMemberCompletion: false, isNewIdentifierLocation: true, entries: [entry] };
}
