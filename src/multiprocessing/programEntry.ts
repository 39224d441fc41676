/**
 * What a program loads. The library is a file of its own beside it, so that V8's compiled code of it is there by then:
 * to compile it anew would take as long as all else in the import. With the loader it is there already.
 */
import { isNodeSupported, unsupportedNode } from '../base/nodeVersion.ts';
import { keepCompiledCode } from './codeCache.ts';

const { node } = process.versions;
if (!isNodeSupported(node)) throw new Error(unsupportedNode(node, process.execPath));

keepCompiledCode();
