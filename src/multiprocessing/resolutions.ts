/**
 * Where the program's own modules have found what they import. Its children import the same, and need not look again: for
 * each module that takes Node up to half a millisecond.
 */
import { loaderState, type LoaderState } from './targetTable.ts';

export type ImportKind = 'import' | 'require';

export interface ModuleRequest {
  readonly kind: ImportKind;
  readonly specifier: string;
  readonly parentUrl: string;
}

type Resolutions = LoaderState['resolutions'];

/** What this process has looked for itself, or has been told: if it asks again, files may have changed meanwhile. */
const settled = new Set<string>();
const askers = new Map<string, string>();

/** @param main The URL of the main module: what is below its folder is noted from there, which is shorter. */
export function noteResolution(request: ModuleRequest, url: string, main: string | null = loaderState.mainUrl): void {
  const folder = folderOf(main);
  const [parent, asked] = keysOf(request, folder);
  settled.add(`${parent} ${asked}`);
  (loaderState.resolutions[parent] ??= {})[asked] = short(url, folder);
}

/** What the parent of this process has found; once for each request. */
export function toldResolution(request: ModuleRequest): string | undefined {
  const folder = folderOf(loaderState.mainUrl);
  const [parent, asked] = keysOf(request, folder);
  const url = loaderState.resolutions[parent]?.[asked];
  if (url === undefined || settled.has(`${parent} ${asked}`)) return undefined;
  settled.add(`${parent} ${asked}`);
  const found = url.startsWith('file:') ? url : folder + url;
  askers.set(found, request.parentUrl);
  return found;
}

/** The URL of the module that was told that this one is at `url`. */
export function askerOf(url: string): string | undefined {
  return askers.get(url);
}

/** What JSON has around a name and its value. */
const PUNCTUATION = '"":"",'.length;

/** Those that were found first: as many as JSON writes in so many characters. */
export function firstResolutions(all: Resolutions, characters: number): Resolutions {
  const first: Resolutions = {};
  let left = characters;
  for (const [parent, imports] of Object.entries(all)) {
    left -= parent.length + PUNCTUATION;
    for (const [asked, url] of Object.entries(imports)) {
      left -= asked.length + url.length + PUNCTUATION;
      if (left < 0) return first;
      (first[parent] ??= {})[asked] = url;
    }
  }
  return first;
}

function keysOf({ kind, specifier, parentUrl }: ModuleRequest, folder: string): [parent: string, asked: string] {
  return [short(parentUrl, folder), `${kind} ${specifier}`];
}

function folderOf(main: string | null): string {
  return main === null ? '' : main.slice(0, main.lastIndexOf('/') + 1);
}

function short(url: string, folder: string): string {
  return url.startsWith(folder) ? url.slice(folder.length) : url;
}
