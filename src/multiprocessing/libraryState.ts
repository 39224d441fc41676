/** What the library keeps for the child's entry, which is a bundle of its own and loads the library as users do. */
import { globalState } from '../base/globalState.ts';

export const libraryState = globalState<{ runChild?: () => Promise<void> }>('library', () => ({}));
