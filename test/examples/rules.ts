/** How what the examples print is compared with what CPython prints for the same programs. */
import assert from 'node:assert/strict';

export interface Rule {
  /**
   * Of standard output. `fixed`: line by line. Pairs: processes that run at the same time print, in any order, but for
   * these: the first before the second.
   */
  readonly order: 'fixed' | readonly (readonly [string, string])[];
  /** What may be one or the other: which of several alike processes has printed a line. */
  readonly anyOf?: RegExp;
  /** What is true of the lines in whatever order they are; asserts it. */
  readonly holds?: (lines: readonly string[]) => void;
  /** The rows of the checklist that the example is of. */
  readonly seeds?: string;
}

export const rules: Readonly<Record<string, Rule>> = {
  arguments: { order: [], seeds: 'S-01' },
  names: {
    order: [
      ['delivery opens', 'delivery closes'],
      ['front desk opens', 'front desk closes'],
      ['Process-2:1 opens', 'Process-2:1 closes'],
      ['Process-2:1 closes', 'Process-2 has seen Process-2:1 close'],
    ],
    seeds: 'S-02',
  },
  daemon: {
    order: [
      ['night watch: starts', 'archivist: is done'],
      ['archivist: starts', 'archivist: is done'],
      ['main: has nothing left to do', 'archivist: is done'],
    ],
    seeds: 'S-11',
  },
  joinTimeout: { order: 'fixed', seeds: 'S-03, S-12' },
  terminate: { order: 'fixed', seeds: 'S-04' },
  exitCodes: { order: 'fixed', seeds: 'S-05' },
  logging: { order: 'fixed', seeds: 'S-06' },
  subclass: {
    order: [
      ['Surveyor-1: the orchard has 1000 square metres', 'areas known here: 0 0 0 0'],
      ['Surveyor-3: the meadow has 1080 square metres', 'areas known here: 0 0 0 0'],
    ],
    seeds: 'S-07',
  },
  queue: { order: 'fixed', seeds: 'S-08, S-13' },
  consumers: { order: [], anyOf: /^Clerk-[123]/, holds: inTurnOfTheClerks, seeds: 'S-09' },
  event: {
    order: [
      ['patient: waits at the gate', 'main: opens the gate'],
      ['hasty: is the gate open? false', 'main: opens the gate'],
      ['main: opens the gate', 'patient: is the gate open? true'],
    ],
    seeds: 'S-10',
  },
  lock: { order: [], holds: oneAtATime },
  semaphore: { order: [], holds: twoAtATime },
  condition: { order: [], anyOf: /^(?:Ada|Bo|Cleo)/, holds: nobodyEatsFromAnEmptyTable },
  barrier: { order: [], holds: allTogether },
  pipe: { order: 'fixed' },
  sharedState: { order: 'fixed' },
  sharedDictionary: { order: 'fixed' },
  remoteManager: { order: 'fixed' },
  pool: { order: 'fixed' },
  wordCount: { order: 'fixed' },
  deepTree: {
    order: [
      ['camera: exposure 1 ended with 0', 'camera: exposure 2 ended with 0'],
      ['camera: exposure 2 ended with 0', 'camera: exposure 3 ended with 0'],
      ['camera: exposure 3 ended with 0', 'camera: autofocus ended with -15'],
      ['camera: autofocus ended with -15', 'MainProcess: the night is over: dome 0, camera 0, pipeline 0'],
    ],
  },
};

function inTurnOfTheClerks(lines: readonly string[]): void {
  assert.equal(lines[0], '3 clerks');
  const done = lines.indexOf('all tasks are done');
  lines.forEach((line, index) => {
    if (line.startsWith('Clerk-')) assert.ok(index < done, `'${line}' comes before all is done`);
    if (line.startsWith('result: ')) assert.ok(index > done, `'${line}' comes after all is done`);
  });
  for (const clerk of ['Clerk-1', 'Clerk-2', 'Clerk-3'])
    assert.equal(
      lines.findLast((line) => line.startsWith(clerk)),
      `${clerk}: leaves`,
    );
}

/** Each poet's lines follow each other. */
function oneAtATime(lines: readonly string[]): void {
  const poets = lines.slice(0, -1).map((line) => line.split(':')[0]);
  assert.equal(poets.filter((poet, index) => poet !== poets[index - 1]).length, 3);
  assert.equal(lines.at(-1), 'the stage is empty');
}

function twoAtATime(lines: readonly string[]): void {
  let moored = 0;
  for (const line of lines.slice(0, -1)) {
    moored += line.endsWith('moors') ? 1 : -1;
    assert.ok(moored >= 0 && moored <= 2, `${moored} ships are moored after '${line}'`);
  }
  assert.equal(lines.at(-1), 'free berths: 2');
}

function nobodyEatsFromAnEmptyTable(lines: readonly string[]): void {
  let plates = 0;
  for (const line of lines) {
    plates += Number(/serves (\d)/.exec(line)?.[1] ?? 0) - (line.endsWith('eats') ? 1 : 0);
    assert.ok(plates >= 0, `there is a plate for '${line}'`);
  }
  assert.equal(lines.at(-1), 'plates left: 0');
}

function allTogether(lines: readonly string[]): void {
  const steps = lines.map((line) => line.replace(/^(?:Uwe|Vera|Wim): /, ''));
  const three = (step: string): string[] => [step, step, step];
  assert.deepEqual(steps, [
    ...three('is ready for the mountain'),
    'the train leaves',
    ...three('is ready for the sea'),
    'the train leaves',
    ...three('has arrived'),
  ]);
}
