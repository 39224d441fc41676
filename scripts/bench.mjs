// `npm run bench`: how long starting a process takes, against what else starts processes, in one interleaved run.
//   --rounds N   measurements of each kind (default 15); of a hundred processes, a fifth of them
//   --write      records the table in docs/benchmarks.md, with the machine
//   --no-build   with what is in dist/
import { bootstrap } from './support/bootstrap.mjs';

await bootstrap();
const { parseArgs } = await import('node:util');
const { values: option } = parseArgs({
  allowNegative: true,
  options: {
    rounds: { type: 'string', default: '15' },
    write: { type: 'boolean', default: false },
    build: { type: 'boolean', default: true },
  },
});
const { buildAll } = await import('./build.mjs');
const { measureAll } = await import('./support/measureAll.mjs');
const { benchmarkTables, recordBenchmarks } = await import('./support/benchmarkTables.mjs');
if (option.build) await buildAll();
const results = await measureAll(Number(option.rounds));
console.log(benchmarkTables(results));
if (option.write) await recordBenchmarks(results);
