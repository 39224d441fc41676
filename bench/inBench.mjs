import path from 'node:path';

export const inBench = (file) => path.join(import.meta.dirname, file);
