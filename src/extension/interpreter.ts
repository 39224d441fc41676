import type { NodeRuntime } from './nodeLocator.ts';
import type { PythonRuntime } from './python/pythonLocator.ts';

/** What a script is run by. */
export type Interpreter =
  | {
      readonly kind: 'node';
      readonly node: NodeRuntime;
      /** Node's own options, put before the script. */
      readonly execArgv: readonly string[];
    }
  | { readonly kind: 'python'; readonly python: PythonRuntime };
