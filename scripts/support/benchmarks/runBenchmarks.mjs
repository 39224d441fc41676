import { findPython } from './findPython.mjs';
import { GROUPS } from './groups.mjs';
import { measure } from './measure.mjs';
import { startMonitorServer } from './monitorServer.mjs';
import { recordGroup } from './record.mjs';
import { tables } from './tables.mjs';

/** Measures, prints and, with `write`, records the groups in `only`, or all. */
export async function runBenchmarks({ only = Object.keys(GROUPS), contender, rounds, write }) {
  const unknown = only.filter((group) => !(group in GROUPS));
  if (unknown.length) throw new Error(`--only ${unknown.join(', ')}: it is one of ${Object.keys(GROUPS).join(', ')}`);
  if (write && contender !== undefined) throw new Error('--write records all contenders: leave --contender out');
  if (!(rounds >= 1)) throw new Error('--rounds takes a number from 1 on');
  const python = await findPython();
  const monitor = await startMonitorServer();
  try {
    for (const group of only) {
      const benchmarks = withContender(await GROUPS[group].benchmarks(python, monitor.env), contender);
      const measured = await measure(benchmarks, rounds, (round) => showProgress(group, round, rounds));
      console.log(`## ${GROUPS[group].title}\n\n${tables(measured)}\n`);
      if (write) await recordGroup(group, measured, { rounds, python });
    }
  } finally {
    monitor.dispose();
  }
}

function withContender(benchmarks, text = '') {
  return benchmarks
    .map((each) => ({ ...each, contenders: each.contenders.filter(({ name }) => name.includes(text)) }))
    .filter(({ contenders }) => contenders.length);
}

function showProgress(group, round, rounds) {
  process.stderr.write(`\r${group}: round ${round} of ${rounds}${round === rounds ? '\n' : ''}`);
}
