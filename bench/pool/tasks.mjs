// What the pools of Node run: the library and piscina import it, the others load pool/tasks.cjs.
import tasks from './tasks.cjs';

export const { tiny, busy10, echo } = tasks;
