// The test suites: each is a command that writes a report of its own.
import fs from 'node:fs/promises';
import path from 'node:path';
import { inRoot, root, toolsCache } from './paths.mjs';

/**
 * name → what it needs of the machine, its time limit in minutes (a busy machine takes twice as long), and its command; `run` is
 * `{ files, grep, desktop, report }`, with `files` those of the suite that are wanted.
 */
export const suites = {
  unit: {
    pattern: 'test/**/*.test.ts',
    exclude: /^test\/package\//,
    needs: ['chromium', 'python'],
    minutes: 25,
    command: nodeTest,
  },
  package: { pattern: 'test/package/*.test.ts', needs: ['packages'], minutes: 5, command: nodeTest },
  extension: {
    pattern: 'test/extension/runTest.mjs',
    needs: ['chromium', 'editor', 'debugpy'],
    minutes: 15,
    command: ({ files, grep, desktop }) => ({
      args: files,
      env: { TEST_GREP: grep, ...(!desktop && { VSCODE_TEST_EXECUTABLE: inRoot('test/testbed/as-code.mjs') }) },
    }),
  },
  ui: {
    pattern: 'test/ui/*.mjs',
    needs: ['chromium', 'editor', 'packages'],
    minutes: 25,
    command: ({ files, grep, report }) => ({
      args: [
        inRoot('test/testbed/run-ui.mjs'),
        '--vsix',
        inRoot('build/process-tree.vsix'),
        '--workspace',
        inRoot('examples'),
        '--cache',
        toolsCache,
        '--artifacts',
        inRoot('test-results'),
        '--report',
        report,
        '--grep',
        grep ?? '',
        ...files,
      ],
    }),
  },
};

/** The suite's files, of them those whose path contains one of `filters`, if there are any. */
export async function filesOf({ pattern, exclude }, filters) {
  const found = await Array.fromAsync(fs.glob(pattern, { cwd: root }));
  return found
    .map((file) => file.split(path.sep).join('/'))
    .filter((file) => !exclude?.test(file))
    .filter((file) => !filters.length || filters.some((filter) => file.includes(filter)))
    .sort();
}

function nodeTest({ files, grep, report }) {
  return {
    args: [
      '--test',
      '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
      // Many of the tests start processes of their own: as many at once as there are processors is enough.
      '--test-concurrency=2',
      '--test-timeout=180000',
      '--test-reporter=spec',
      '--test-reporter-destination=stdout',
      `--test-reporter=${inRoot('scripts/support/testReporter.mjs')}`,
      `--test-reporter-destination=${report}`,
      ...(grep ? [`--test-name-pattern=${grep}`] : []),
      ...files,
    ],
  };
}
