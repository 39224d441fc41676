// `npm run bench`: how fast the library is, against CPython and what Node has itself, in one interleaved run.
//   --only GROUP       start, queue, roundTrip, synchronize, manager, pool, hub, python or extension; may be repeated
//   --contender TEXT   only contenders with TEXT in their name
//   --rounds N         measurements of each (default 5); of what takes long, a fifth of them
//   --write            records the tables in docs/benchmarks.md, with the machine
//   --no-build         with what is in dist/
import { bootstrap } from './support/bootstrap.mjs';

await bootstrap();
const { parseArgs } = await import('node:util');
const { values: option } = parseArgs({
  allowNegative: true,
  options: {
    only: { type: 'string', multiple: true },
    contender: { type: 'string' },
    rounds: { type: 'string', default: '5' },
    write: { type: 'boolean', default: false },
    build: { type: 'boolean', default: true },
  },
});
const { buildAll } = await import('./build.mjs');
const { runBenchmarks } = await import('./support/benchmarks/runBenchmarks.mjs');
if (option.build) await buildAll();
await runBenchmarks({ ...option, rounds: Number(option.rounds) });
