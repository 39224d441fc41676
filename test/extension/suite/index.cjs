// The suite's entry: loaded in the extension host, by a desktop VS Code and by the test bed alike.
const fs = require('node:fs');
const path = require('node:path');
const { format } = require('node:util');
const Mocha = require('mocha');

// Mocha fails the running test for any uncaught error in the process, and this process is shared with other extensions:
// VS Code's JavaScript debugger lets some escape.
const { _uncaught } = Mocha.Runner.prototype;
Mocha.Runner.prototype._uncaught = function (error) {
  if (/[\\/]extensions[\\/]ms-vscode\./.test(error?.stack ?? '')) console.warn(`not ours: ${error.stack}`);
  else _uncaught.call(this, error);
};

exports.run = async () => {
  const { TEST_OUTPUT, TEST_REPORT, TEST_GREP, TEST_FILES } = process.env;
  if (TEST_OUTPUT)
    Mocha.reporters.Base.consoleLog = (...args) => fs.appendFileSync(TEST_OUTPUT, `${format(...args)}\n`);
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, color: false, ...(TEST_GREP && { grep: TEST_GREP }) });
  const wanted = TEST_FILES?.split(',');
  for (const file of fs.readdirSync(__dirname).sort()) {
    const name = /^(.+)\.test\.cjs$/.exec(file)?.[1];
    if (name && (!wanted || wanted.includes(name))) mocha.addFile(path.join(__dirname, file));
  }
  const results = { passes: [], failures: [], pending: [] };
  const failed = await new Promise((resolve) => {
    const runner = mocha.run(resolve);
    runner.on('pass', (test) => results.passes.push({ title: test.fullTitle(), ms: test.duration }));
    runner.on('fail', (test, error) =>
      results.failures.push({ title: test.fullTitle(), error: error.stack ?? String(error) }),
    );
    runner.on('pending', (test) => results.pending.push({ title: test.fullTitle() }));
  });
  if (TEST_REPORT) fs.writeFileSync(TEST_REPORT, JSON.stringify(results, null, 2));
  if (failed) throw new Error(`${failed} of the suite's tests failed`);
};
