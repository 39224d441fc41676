import fs from 'node:fs/promises';
import os from 'node:os';
import { format, resolveConfig } from 'prettier';
import { MODES } from './measureAll.mjs';
import { inRoot } from './paths.mjs';

const BEGIN = '<!-- npm run bench -- --write -->';
const END = '<!-- end -->';

/** Markdown: a table for each mode, of the medians, their spread, and how they compare. */
export function benchmarkTables({ results }) {
  return Object.entries(results)
    .map(([mode, contenders]) => `### ${MODES[mode]}\n\n${table(contenders)}`)
    .join('\n\n');
}

/** Puts the tables, and the machine they are of, in docs/benchmarks.md in place of the last ones. */
export async function recordBenchmarks(measured) {
  const file = inRoot('docs/benchmarks.md');
  const text = await fs.readFile(file, 'utf8').catch(() => `# Benchmarks\n\n${BEGIN}\n${END}\n`);
  const [before, after] = [text.split(BEGIN)[0], text.split(END)[1] ?? ''];
  const markdown = `${before}${BEGIN}\n\n${machine(measured)}\n\n${benchmarkTables(measured)}\n\n${END}${after}`;
  await fs.writeFile(file, await format(markdown, { ...(await resolveConfig(file)), parser: 'markdown' }));
}

function table(contenders) {
  const rows = Object.entries(contenders);
  const library = rows.find(([name]) => name === 'multiprocessing-ts');
  const ratio = library && median(library[1]);
  const lines = rows.map(([name, times]) => {
    const spread = `${ms(Math.min(...times))}–${ms(Math.max(...times))}`;
    return `| ${name} | ${ms(median(times))} | ${spread} | ${ratio ? (ratio / median(times)).toFixed(2) : ''} |`;
  });
  const head = '| | median ms | min–max ms | multiprocessing-ts takes × of it |\n| --- | ---: | ---: | ---: |';
  return [head, ...lines].join('\n');
}

function machine({ rounds, python }) {
  const cpus = os.cpus();
  return `Measured on ${new Date().toISOString().slice(0, 10)}, ${rounds} rounds (${Math.ceil(rounds / 5)} of the hundred
processes): ${cpus[0]?.model.trim()}, ${cpus.length} cores; ${os.type()} ${os.release()}; Node ${process.versions.node};
${python ? `CPython ${python.version} (${python.path})` : 'no CPython'}. Contenders take turns in each round.`;
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const ms = (number) => number.toFixed(number < 100 ? 1 : 0);
