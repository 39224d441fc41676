/** The pool and its workers, which a worker loads without the rest of the library (parts.ts). */
export { Pool, SpawnPool } from './pool/pool.ts';
export { PoolWorker, SpawnPoolWorker } from './pool/poolWorker.ts';
