// `npm run package`: builds, makes build/process-tree.vsix and build/multiprocessing-ts.tgz, and records their sizes.
import { bootstrap } from './support/bootstrap.mjs';

await bootstrap();
const { buildAll } = await import('./build.mjs');
const { packageExtension } = await import('./support/packageExtension.mjs');
const { packageLibrary } = await import('./support/packageLibrary.mjs');
const { writeSizes } = await import('./support/writeSizes.mjs');
await buildAll();
const packages = [await packageExtension(), await packageLibrary()];
await writeSizes(packages);
for (const file of packages) console.log(file);
