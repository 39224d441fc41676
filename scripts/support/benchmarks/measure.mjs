import { capture } from '../run.mjs';
import { PINNED } from './pinned.mjs';

/**
 * A benchmark is `{ title, unit, args, contenders, compared, oneRoundIn, timesInRound, pinned }`, a contender `{ name, command, args, after, env }`:
 * its command is run with its own or the benchmark's `args` and then `after`, and prints lines `result N`, of which the
 * last counts: those before it have warmed up disk, processes and code.
 * A contender may `measure(round)` itself instead.
 * Resolves with the benchmarks, each with `results`, a Map of the contenders' names to their numbers.
 */
export async function measure(benchmarks, rounds, onRound) {
  const measured = benchmarks.map((benchmark) => ({ ...benchmark, results: new Map() }));
  // Each contender has its turn in each round, so that what else the machine does meets all alike.
  for (let round = 0; round < rounds; round++) {
    for (const benchmark of measured) {
      if (round % (benchmark.oneRoundIn ?? 1) !== 0) continue;
      for (let time = 0; time < (benchmark.timesInRound ?? 1); time++) await inTurn(benchmark, round);
    }
    onRound(round + 1);
  }
  return measured;
}

async function inTurn(benchmark, round) {
  for (const contender of benchmark.contenders) {
    const numbers = benchmark.results.get(contender.name) ?? [];
    const number = await (contender.measure?.(round) ?? runOnce(contender, benchmark));
    benchmark.results.set(contender.name, [...numbers, number]);
  }
}

async function runOnce(contender, benchmark) {
  const { command, args = benchmark.args, after = [], env } = contender;
  const [executable, ...rest] = [...(benchmark.pinned ? PINNED : []), ...command, ...args, ...after];
  const { code, output } = await capture(executable, rest, { env: { ...withoutMonitor(), ...env }, timeout: 60_000 });
  const result = [...output.matchAll(/^result ([\d.e+-]+)$/gm)].at(-1)?.[1];
  if (code === 0 && result !== undefined) return Number(result);
  throw new Error(`${contender.name}: ${[executable, ...rest].join(' ')} ended with ${code}:\n${output}`);
}

/** Only those are watched that shall be. */
function withoutMonitor() {
  const { MULTIPROCESSING_MONITOR: _, ...env } = process.env;
  return env;
}
