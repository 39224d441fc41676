// Dead code: what no entry reaches.
import type { KnipConfig } from 'knip';
import { bundles } from './scripts/build.mjs';

const entries = Object.values(bundles).map(({ entry }) => entry);

export default {
  entry: [
    ...entries,
    'scripts/*.mjs',
    'scripts/support/{startingProgram,testReporter}.mjs',
    'bench/**',
    'examples/*',
    'test/**/*.test.ts',
    'test/extension/{runTest.mjs,suite/**,pythonDebugger/*}',
    'test/testbed/{as-code,run-ui}.mjs',
    'test/ui/*.mjs',
    'test/ui/bridge/*',
  ],
  project: ['src/**', 'scripts/**', 'bench/**', 'test/**', '!test/**/fixtures/**'],
  // Copied by the build; read as a file by tests; run by path.
  ignoreDependencies: ['@vscode/codicons', 'axe-core', 'oxlint', 'oxlint-tsgolint'],
  // Bundles load each other by path at run time.
  ignoreUnresolved: [/^\.\/[\w-]+\.cjs$/],
  // A type that an exported function speaks of may be named by its caller one day.
  ignoreExportsUsedInFile: { interface: true, type: true },
} satisfies KnipConfig;
