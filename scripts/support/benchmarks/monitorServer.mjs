import { build } from 'esbuild';
import { pathToFileURL } from 'node:url';
import { inRoot } from '../paths.mjs';

/** A monitor's server that nobody reads: what being watched costs a program is asked, not what it is to watch. */
export async function startMonitorServer() {
  const outfile = inRoot('build/bench/monitorServer.mjs');
  const entryPoints = [inRoot('src/monitor/server.ts')];
  await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning' });
  const { MonitorServer } = await import(pathToFileURL(outfile).href);
  return MonitorServer.listen({ log: console });
}
