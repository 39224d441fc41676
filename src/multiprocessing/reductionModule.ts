/** Python's `multiprocessing.reduction`, as far as there is something for programs in it. */
export { register } from './reducedClasses.ts';
