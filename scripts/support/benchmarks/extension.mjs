import { measureInEditor } from '../../../bench/extension/measureInEditor.mjs';
import { unsupportedPlatform } from '../../../test/testbed/code-server.mjs';
import { CHROMIUM, COMPILER, ensureCommands } from '../machine.mjs';
import { packageExtension } from '../packageExtension.mjs';

/** What the extension costs the editor, and how fast it shows what happens. One window for all of it in each round. */
export async function extensionBenchmarks() {
  if (unsupportedPlatform()) return [];
  await ensureCommands({ ...CHROMIUM, ...COMPILER });
  const vsix = await packageExtension();
  const rounds = new Map();
  const figures = (round) => {
    if (!rounds.has(round)) rounds.set(round, measureInEditor(vsix));
    return rounds.get(round);
  };
  const figure = (name, choose) => ({ name, measure: async (round) => choose(await figures(round)) });
  const states = (what) => [
    figure('the view open, no process', ({ idle }) => idle[what]),
    figure('200 live processes', ({ crowd }) => crowd[what]),
    figure('the same, the view hidden', ({ hidden }) => hidden[what]),
  ];
  return [
    benchmark('activation', 'ms', [figure('activate()', ({ activation }) => activation)]),
    benchmark('processor time of the extension host in a second', 'ms', states('cpu')),
    benchmark('memory of the extension host, RSS', 'MB', [
      figure('before the activation', ({ without }) => without.memory),
      ...states('memory'),
    ]),
    benchmark("from a process's end to the change of its row in the webview", 'ms', [
      figure('median of 200', ({ ends }) => quantile(ends, 0.5)),
      figure('worst of 200', ({ ends }) => quantile(ends, 1)),
    ]),
    benchmark('frame of the webview, 1,000 rows and 200 changes a second', 'ms', [
      figure('median', ({ frames }) => quantile(frames, 0.5)),
      figure('99 of 100', ({ frames }) => quantile(frames, 0.99)),
      figure('worst', ({ frames }) => quantile(frames, 1)),
    ]),
  ];
}

const benchmark = (title, unit, contenders) => ({ title, unit, contenders, oneRoundIn: 5 });

function quantile(numbers, part) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
}
