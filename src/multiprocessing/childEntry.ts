/** The main script of each child process: `node child.cjs`. The library is the bundle that users' modules load too. */
import { libraryState } from './libraryState.ts';

const { installLoader } = require('./register.cjs') as { installLoader: () => void };
installLoader();
require('./multiprocessing.cjs');
void libraryState.runChild?.();
