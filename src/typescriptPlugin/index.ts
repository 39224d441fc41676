/**
 * The TypeScript server plugin: in a workspace that has not installed `multiprocessing-ts`, imports of it resolve to
 * the types that the extension carries. tsserver calls `init` once for itself and `create` for each project.
 */
import path from 'node:path';
import type ts from 'typescript-api';
import { offerPackageName } from './packageNameCompletion.ts';
import { preferInstalledNodeTypes, resolveToEmbeddedTypes } from './embeddedTypes.ts';

/** The plugin lies in `<extension>/node_modules/<plugin>/`. */
const TYPES = path.resolve(__dirname, '../../dist/editorTypes');

export default function init({ typescript }: { typescript: typeof ts }): ts.server.PluginModule {
  return {
    create(info) {
      resolveToEmbeddedTypes(typescript, info.languageServiceHost, TYPES);
      preferInstalledNodeTypes(typescript, info.languageServiceHost, TYPES);
      return offerPackageName(typescript, info.languageService);
    },
  };
}
