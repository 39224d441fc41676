#!/usr/bin/env node
// Stands in for the desktop's executable: takes the arguments with which @vscode/test-electron starts VS Code,
//   runTests({ vscodeExecutablePath: process.env.VSCODE_TEST_EXECUTABLE, … })
// and runs the suite in code-server. Only what a suite needs: one folder, the two extension paths, --extensions-dir;
// the rest is ignored.
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { ensureCodeServer } from './code-server.mjs';
import { startTestServer } from './server.mjs';
import { follow, runSuite } from './suite.mjs';
import { launchBrowser } from './workbench.mjs';

for (const name of ['SIGINT', 'SIGTERM']) process.once(name, () => process.exit(1)); // ends the server too

const args = process.argv.slice(2);
const values = (name) => args.filter((arg) => arg.startsWith(`--${name}=`)).map((arg) => arg.slice(name.length + 3));
const folder = args.find((arg) => !arg.startsWith('-'));
const install = await ensureCodeServer({ cacheDir: process.env.CODE_SERVER_CACHE, log: console.log });
const scratch = await fs.mkdtemp(path.join(os.tmpdir(), 'as-code-'));
const output = path.join(scratch, 'output'); // where the suite has its reporter write
const server = await startTestServer(install, {
  extensionsDir: values('extensions-dir')[0],
  env: { TEST_OUTPUT: output },
  settings: { 'security.workspace.trust.enabled': !args.includes('--disable-workspace-trust') },
});
let browser;
const stopFollowing = follow(output);
try {
  browser = await launchBrowser();
  process.exitCode = await runSuite(server, browser, {
    folder: folder && path.resolve(folder),
    extensionDevelopmentPath: values('extensionDevelopmentPath'),
    extensionTestsPath: values('extensionTestsPath')[0],
  });
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await stopFollowing();
  await browser?.close();
  await server.stop();
  await fs.rm(scratch, { recursive: true, force: true });
}
