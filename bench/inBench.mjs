import path from 'node:path';

export const inBench = (...parts) => path.join(import.meta.dirname, ...parts);
