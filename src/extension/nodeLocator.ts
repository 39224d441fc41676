/** Finds the Node that runs users' scripts: the setting's, else that on PATH, else the editor's own runtime. */
import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { isNodeSupported } from '../base/nodeVersion.ts';
import { expandPath } from './expandPath.ts';
import { findOnPath } from './findOnPath.ts';
import type { Logger } from './log.ts';

export interface NodeRuntime {
  readonly executable: string;
  /** Such as `24.21.0`. */
  readonly version: string;
  /** What must be in the environment for the executable to be a Node. */
  readonly env: Readonly<Record<string, string>>;
}

export type NodeProblem =
  | { readonly kind: 'notFound'; readonly path: string; readonly detail: string }
  | { readonly kind: 'tooOld'; readonly path: string; readonly version: string }
  /** Nothing was configured; `found` are those that were tried. */
  | { readonly kind: 'none'; readonly found: readonly { readonly path: string; readonly version: string }[] };

export type NodeSearch =
  { readonly ok: true; readonly node: NodeRuntime } | { readonly ok: false; readonly problem: NodeProblem };

export interface SearchOptions {
  /** The setting's value; empty: look elsewhere. `~` and `${workspaceFolder}` are understood. */
  readonly configured: string;
  /** The script's working folder: a version manager's `node` may depend on it. */
  readonly cwd: string;
}

interface Probe {
  readonly version: string;
  readonly executable: string;
}

const PROBE_TIMEOUT_MS = 10_000;

export class NodeLocator {
  readonly #probes = new Map<string, Promise<Probe>>();
  readonly #log: Logger;
  readonly #env: NodeJS.ProcessEnv;

  constructor(log: Logger, env: NodeJS.ProcessEnv = process.env) {
    this.#log = log;
    this.#env = env;
  }

  async find({ configured, cwd }: SearchOptions): Promise<NodeSearch> {
    if (configured) return this.#configured(expandPath(configured, cwd), cwd);
    const found: { path: string; version: string }[] = [];
    const onPath = await findOnPath('node', this.#env);
    for (const candidate of [...(onPath === null ? [] : [{ path: onPath, env: {} }]), this.#editorRuntime()]) {
      const probe = await this.#probe(candidate.path, candidate.env, cwd).catch((error: unknown) => {
        this.#log.warn(`${candidate.path} does not run as Node: ${String(error)}`);
      });
      if (!probe) continue;
      if (isNodeSupported(probe.version)) return { ok: true, node: { ...probe, env: candidate.env } };
      found.push({ path: candidate.path, version: probe.version });
    }
    return { ok: false, problem: { kind: 'none', found } };
  }

  /** What the user has chosen is used or refused, never silently replaced. */
  async #configured(wanted: string, cwd: string): Promise<NodeSearch> {
    const file = path.isAbsolute(wanted) ? wanted : ((await findOnPath(wanted, this.#env)) ?? wanted);
    try {
      const probe = await this.#probe(file, {}, cwd);
      if (isNodeSupported(probe.version)) return { ok: true, node: { ...probe, env: {} } };
      return { ok: false, problem: { kind: 'tooOld', path: file, version: probe.version } };
    } catch (error) {
      const detail = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
      return { ok: false, problem: { kind: 'notFound', path: file, detail } };
    }
  }

  #editorRuntime(): { path: string; env: Record<string, string> } {
    const isElectron = process.versions['electron'] !== undefined;
    return { path: process.execPath, env: isElectron ? { ELECTRON_RUN_AS_NODE: '1' } : {} };
  }

  /** Asked once for each state of the file, and for each folder since a version manager looks there. */
  async #probe(file: string, env: Readonly<Record<string, string>>, cwd: string): Promise<Probe> {
    const { mtimeMs } = await stat(file);
    const key = JSON.stringify([file, mtimeMs, cwd]);
    const known = this.#probes.get(key);
    if (known) return known;
    const probe = probeNode(file, { ...this.#env, ...env }, cwd);
    this.#probes.set(key, probe);
    probe.then(
      ({ version }) => this.#log.info(`${file} is Node ${version}`),
      () => this.#probes.delete(key),
    );
    return probe;
  }
}

/** The program itself says where its Node is: `file` may be a version manager's stand-in. */
function probeNode(file: string, env: NodeJS.ProcessEnv, cwd: string): Promise<Probe> {
  const print = 'JSON.stringify({ version: process.versions.node, executable: process.execPath })';
  return new Promise((resolve, reject) => {
    const options = { env: withoutNodeOptions(env), cwd, timeout: PROBE_TIMEOUT_MS, windowsHide: true };
    const child = execFile(file, ['-p', print], options, (error, stdout) => {
      const probe = error ? null : parseProbe(stdout);
      if (probe) resolve(probe);
      else
        reject(error ?? new Error(`it printed ${JSON.stringify(stdout.slice(0, 80))} where a Node prints its version`));
    });
    child.stdin?.end();
  });
}

/** Preloads and inspectors meant for the user's programs must not run for the question which version it is. */
function withoutNodeOptions(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ...rest } = env;
  return rest;
}

function parseProbe(stdout: string): Probe | null {
  try {
    const { version, executable } = JSON.parse(stdout) as Partial<Probe>;
    return typeof version === 'string' && typeof executable === 'string' ? { version, executable } : null;
  } catch {
    return null;
  }
}
