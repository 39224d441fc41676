// `npm run screenshots`: makes the pictures of the README anew, in docs/images/.
import { bootstrap } from './support/bootstrap.mjs';

await bootstrap();
const { takeScreenshots } = await import('./support/takeScreenshots.mjs');
await takeScreenshots();
