// Runs the suite in a real extension host: in the executable that VSCODE_TEST_EXECUTABLE names (test/testbed/as-code.mjs
// where there is no desktop), else in a VS Code that is downloaded.
import { runTests } from '@vscode/test-electron';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const scratch = await fs.mkdtemp(path.join(os.tmpdir(), 'mp-suite-'));
// A copy, since the tests write to it; not below a node_modules folder that has the package.
const workspace = path.join(scratch, 'workspace');
await fs.cp(path.join(root, 'test/fixtures/workspace'), workspace, { recursive: true });

// What is debugged with Python needs a debugger for it.
const extensions = path.join(scratch, 'extensions');
const debuggerName = 'multiprocessing-ts.python-debugger-stand-in-0.0.1';
await fs.cp(path.join(root, 'test/extension/pythonDebugger'), path.join(extensions, debuggerName), { recursive: true });

const { VSCODE_TEST_EXECUTABLE, TEST_REPORT, TEST_GREP, TEST_FILES } = process.env;
const extensionTestsEnv = Object.fromEntries(
  Object.entries({ TEST_REPORT, TEST_GREP, TEST_FILES, TEST_ARTIFACTS: path.join(root, 'test-results') }).filter(
    ([, value]) => value,
  ),
);
try {
  process.exitCode = await runTests({
    ...(VSCODE_TEST_EXECUTABLE && { vscodeExecutablePath: path.resolve(VSCODE_TEST_EXECUTABLE) }),
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(root, 'test/extension/suite/index.cjs'),
    launchArgs: [workspace, `--extensions-dir=${extensions}`],
    extensionTestsEnv,
  });
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await fs.rm(scratch, { recursive: true, force: true, maxRetries: 5 });
}
