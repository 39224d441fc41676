import {
  debug,
  workspace,
  type DebugConfiguration,
  type DebugConfigurationProvider,
  type WorkspaceFolder,
} from 'vscode';
import { DisposableStore, type Disposable } from '../../base/disposable.ts';
import type { Logger } from '../log.ts';
import { NodeLocator } from '../nodeLocator.ts';
import { readSettings } from '../settings.ts';
import { DEBUGGERS, PYTHON_DEBUGGER } from './sessionKind.ts';
import {
  environmentOf,
  nodeOf,
  sourcesConfiguration,
  watchedConfiguration,
  watchedPython,
  type LaunchConfiguration,
} from './watchedConfiguration.ts';

/** In a configuration: it is ours, and its processes belong in the tree whatever the setting says. */
export const OURS = '__processTree';

export interface DebugConfigurationsOptions {
  /** What programs must have in their environment to be seen. @throws Error when nothing can be listened on. */
  readonly monitorAddress: () => Promise<string>;
  readonly locator: NodeLocator;
  readonly log: Logger;
  /** The folder of the bundles. */
  readonly dist: string;
}

/** Lets what is debugged be seen in the tree: each launch gets the monitor's address and, where it can, the loader. */
export class DebugConfigurations implements DebugConfigurationProvider, Disposable {
  readonly #options: DebugConfigurationsOptions;
  readonly #store = new DisposableStore();

  constructor(options: DebugConfigurationsOptions) {
    this.#options = options;
    for (const type of DEBUGGERS) this.#store.add(debug.registerDebugConfigurationProvider(type, this));
  }

  /** Last of all, when js-debug has done its part. A problem of ours is no reason not to debug. */
  async resolveDebugConfigurationWithSubstitutedVariables(
    folder: WorkspaceFolder | undefined,
    configuration: DebugConfiguration,
  ): Promise<DebugConfiguration> {
    if (!isWanted(folder, configuration)) return configuration;
    const { monitorAddress, log, dist } = this.#options;
    if (isInDebugTerminal(configuration)) return { ...configuration, ...sourcesConfiguration(configuration, dist) };
    if (!isOfProgram(configuration)) return configuration;
    try {
      const monitor = await monitorAddress();
      if (configuration.type === PYTHON_DEBUGGER) {
        return { ...configuration, env: watchedPython(configuration, { monitor, dist }) };
      }
      const withLoader = await this.#takesLoader(folder, configuration);
      return { ...configuration, ...watchedConfiguration(configuration, { monitor, dist, withLoader }) };
    } catch (error) {
      log.warn(`${configuration.name} is debugged without being seen in the tree: ${String(error)}`);
      return configuration;
    }
  }

  dispose(): void {
    this.#store.dispose();
  }

  /** An older Node would refuse the loader's option, and the program would not run. */
  async #takesLoader(folder: WorkspaceFolder | undefined, launch: DebugConfiguration): Promise<boolean> {
    const configured = nodeOf(launch);
    if (configured === null) return false;
    const { cwd } = launch as LaunchConfiguration;
    const search = await this.#locator(launch).find({
      configured,
      cwd: typeof cwd === 'string' ? cwd : (folder?.uri.fsPath ?? process.cwd()),
    });
    if (!search.ok) this.#options.log.info(`${launch.name} is run without the loader, for its Node is too old`);
    return search.ok;
  }

  /** js-debug puts the folder of the `runtimeVersion` in front of PATH. */
  #locator(launch: LaunchConfiguration): NodeLocator {
    const { PATH } = environmentOf(launch);
    return typeof PATH === 'string'
      ? new NodeLocator(this.#options.log, { ...process.env, PATH })
      : this.#options.locator;
  }
}

/** And not of a process that js-debug has found in one, nor an attachment. */
function isOfProgram({ request, __pendingTargetId: target }: DebugConfiguration): boolean {
  return request === 'launch' && target === undefined;
}

/** js-debug makes a session of each program that one of its terminals runs; the program has begun then. */
function isInDebugTerminal({ delegateId: id }: DebugConfiguration): boolean {
  return id !== undefined;
}

function isWanted(folder: WorkspaceFolder | undefined, configuration: DebugConfiguration): boolean {
  return workspace.isTrusted && (configuration[OURS] === true || readSettings(folder?.uri).debugEnabled);
}
