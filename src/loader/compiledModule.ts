/** What is known of a user's module before and after it has been compiled for Node. */

export type Format = 'module' | 'commonjs';

export interface UserModule {
  /** A file: URL without query and hash. */
  readonly url: string;
  readonly path: string;
  readonly typescript: boolean;
  /** The format that the extension or the nearest package.json says; null leaves it to the syntax. */
  readonly declared: Format | null;
}

/** What a compiled module was compiled by besides its source; when any of it has changed, so may have the result. */
export interface ConfigStamp {
  /** The nearest tsconfig.json; null when there is none. */
  readonly path: string | null;
  /** It and those it extends: path, time of modification (ms), size (bytes). */
  readonly files: readonly (readonly [path: string, mtimeMs: number, size: number])[];
}

/** Where the cache keeps a module. */
export interface CachePlace {
  readonly file: string;
  readonly key: string;
}

export interface CompiledModule {
  /** null: could not be told, since the module could not be parsed. */
  readonly format: Format | null;
  readonly code: string;
  /** `code` ends with an inline source map. */
  readonly sourceMap: boolean;
  /** A CommonJS module's exports as far as they can be seen in its text. */
  readonly exportNames: readonly string[];
  /** The modules whose exports a CommonJS module passes on. */
  readonly reexports: readonly string[];
  /** What an ES module imports of this package; null when it may be all of it. */
  readonly libraryNames: readonly string[] | null;
  /** Why its functions cannot be found by name; null when they can. */
  readonly problem: string | null;
  /** null when no tsconfig.json had a say. */
  readonly config: ConfigStamp | null;
}
