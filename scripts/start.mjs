// `npm start`: builds and packages the extension, and opens it in a VS Code on the examples.
//   --port N         where the VS Code in the browser listens (default 8765, or a free one when that is taken)
//   --no-open        does not open the browser
//   --desktop [CODE] installs it into a desktop VS Code instead (`code`, or the executable named)
import { parseArgs } from 'node:util';
import { bootstrap } from './support/bootstrap.mjs';
import { inRoot } from './support/paths.mjs';

await bootstrap();
const { values: option, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string' },
    open: { type: 'boolean', default: true },
    desktop: { type: 'boolean', default: false },
  },
  allowNegative: true,
});
const { buildAll } = await import('./build.mjs');
const { packageExtension } = await import('./support/packageExtension.mjs');
console.log('Building the extension');
await buildAll();
const vsix = await packageExtension();
const folder = inRoot('examples');
if (option.desktop) {
  const { openDesktop } = await import('./support/openDesktop.mjs');
  await openDesktop({ vsix, folder, executable: positionals[0] ?? 'code' });
} else {
  const { serveEditor } = await import('./support/serveEditor.mjs');
  await serveEditor({ vsix, folder, port: option.port, open: option.open });
}
