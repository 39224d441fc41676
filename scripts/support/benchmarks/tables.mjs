import { LIBRARY } from './contenders.mjs';

/**
 * Markdown: a table for each benchmark, of the medians, their spread, and how the library compares, or the contender that is `compared`.
 * @returns {string}
 */
export function tables(measured) {
  return measured.map((benchmark) => `### ${heading(benchmark)}\n\n${table(benchmark)}`).join('\n\n');
}

function heading({ title, timesInRound = 1 }) {
  return timesInRound === 1 ? title : `${title} (${timesInRound} times in each round)`;
}

function table({ unit, results, compared = LIBRARY }) {
  const own = results.get(compared);
  const comparison = `${compared} ${unit.endsWith('/s') ? 'does' : 'takes'} × of it`;
  const head = `| | median ${unit} | min–max ${unit} | ${own ? comparison : ''} |`;
  const lines = [...results].map(([name, numbers]) => {
    const spread = `${shown(Math.min(...numbers))}–${shown(Math.max(...numbers))}`;
    return `| ${name} | ${shown(median(numbers))} | ${spread} | ${own ? ratio(median(own), median(numbers)) : ''} |`;
  });
  return [head, '| --- | ---: | ---: | ---: |', ...lines].join('\n');
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

const ratio = (own, other) => (other === 0 ? '' : shown(own / other));

/** Three digits or more: 0.052, 4.31, 81.2, 1520, 14.2 M. */
function shown(number) {
  if (number >= 1e6) return `${(number / 1e6).toFixed(number < 1e7 ? 2 : 1)} M`;
  if (number >= 1e4) return `${(number / 1e3).toFixed(0)} k`;
  if (number >= 100) return number.toFixed(0);
  if (number >= 10) return number.toFixed(1);
  return number === 0 || number >= 1 ? number.toFixed(2) : number.toPrecision(2);
}
