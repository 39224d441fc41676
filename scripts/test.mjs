// `npm test`: installs what is missing, builds, runs all suites; its last line is their sum.
//   npm test -- [FILTER …]    only test files whose path contains FILTER
//     --only unit,ui          only these suites: unit, package, extension, ui
//     --grep TEXT             only tests whose name matches
//     --desktop               the extension's suite in a downloaded desktop VS Code
//     --no-build              with what is in dist/ and build/
// TEST_NODE names the Node that runs users' programs in the tests (default: the pinned one).
import { bootstrap } from './support/bootstrap.mjs';

await bootstrap();
const { testAll } = await import('./support/testAll.mjs');
process.exitCode = await testAll(process.argv.slice(2));
