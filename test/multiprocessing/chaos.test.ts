/**
 * Trees of processes that end at random (test/fixtures/chaos.ts), and what became of each item: it is delivered once, or
 * it was in the hands of a process that ended. Each program has a seed of its own, which a failure names; with CHAOS_SEED
 * it is that one. It goes on for CHAOS_SECONDS: 20, or 120 where CI is set.
 */
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { it, type TestContext } from 'node:test';
import { startFile, WITHOUT_SIGNALS, type Result } from '../helpers/runProgram.ts';

const SECONDS = Number(process.env.CHAOS_SECONDS ?? (process.env.CI === undefined ? 20 : 120));
/** Of one program. */
const ROUND_SECONDS = 5;
/** What a process claims at a time, at most, and hence has in its hands: it may be killed before it says so. */
const MOST_IN_HAND = 1;
const FIXTURE = path.join(import.meta.dirname, '../fixtures/chaos.ts');

it(
  'whoever ends, whenever: each item is delivered once, and nothing hangs',
  { skip: WITHOUT_SIGNALS, timeout: (SECONDS + 90) * 1000 },
  async (t) => {
    const end = Date.now() + SECONDS * 1000;
    let seed = Number(process.env.CHAOS_SEED ?? Math.floor(Math.random() * 1e9));
    const sum = new Map<string, number>();
    do {
      for (const [what, count] of await round(t, seed)) sum.set(what, (sum.get(what) ?? 0) + count);
      seed++;
    } while (Date.now() < end && process.env.CHAOS_SEED === undefined);
    t.diagnostic([...sum].map(([what, count]) => `${what} ${count}`).join(', '));
  },
);

/** @returns How often what happened. */
async function round(t: TestContext, seed: number): Promise<Map<string, number>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mp-chaos-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const log = path.join(folder, 'log');
  const program = startFile(t, FIXTURE, { args: [String(seed), String(ROUND_SECONDS), log], env: { TMPDIR: folder } });
  try {
    const result = await program.result;
    const lines = readLog(log);
    assert.deepEqual(problemsIn(lines, result), []);
    assert.deepEqual(readdirSync(folder), ['log'], 'no file is left');
    for (const { item } of named(lines, 'hub')) assert.equal(existsSync(path.dirname(item)), false, `${item} is left`);
    return counted(lines);
  } catch (error) {
    throw new Error(`with CHAOS_SEED=${seed}: ${(error as Error).message}`, { cause: error });
  }
}

interface Line {
  readonly process: string;
  readonly what: string;
  readonly item: string;
}

function readLog(file: string): Line[] {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const [, name = '', what = '', ...rest] = line.split(' ');
    return { process: name, what, item: rest.join(' ') };
  });
}

function problemsIn(lines: readonly Line[], { code, signal, stderr }: Result): string[] {
  const killed = endedBadly(lines);
  const problems = [...delivered(lines, killed), ...finished(lines), ...excluded(lines), ...added(lines, killed.size)];
  if (code !== 0) problems.push(`the program ended with ${code ?? signal}`);
  if (stderr !== '') problems.push(stderr);
  return problems;
}

/** By a signal, by `process.exit()` in the midst of it, or with its parent. */
function endedBadly(lines: readonly Line[]): Set<string> {
  const ended = new Set(named(lines, 'end').map((line) => line.process));
  return new Set(named(lines, 'start').map((line) => line.process).filter((name) => !ended.has(name))); // prettier-ignore
}

function delivered(lines: readonly Line[], killed: ReadonlySet<string>): string[] {
  const problems: string[] = [];
  const begun = new Set(named(lines, 'putting').map(({ item }) => item));
  const full = new Set(named(lines, 'full').map(({ item }) => item));
  const got = new Set<string>();
  for (const { item, process } of named(lines, 'got')) {
    if (got.has(item)) problems.push(`${item} came twice, the second time to ${process}`);
    if (full.has(item) || !begun.has(item)) problems.push(`${item} came, but was not put`);
    got.add(item);
  }
  const lost = lostOf(lines);
  if (lost.length > killed.size * MOST_IN_HAND)
    problems.push(
      `${lost.length} were put and never came, where ${killed.size} processes were ended: ${lost.join(', ')}`,
    );
  return problems;
}

/**
 * Put, and in nobody's hands so that it is known. The last ones of a process that was killed may not have left it, when
 * the hub did not keep up; `process.exit()` waits for that.
 */
function lostOf(lines: readonly Line[]): string[] {
  const got = new Set(named(lines, 'got').map(({ item }) => item));
  const orderly = new Set([...named(lines, 'end'), ...named(lines, 'exit')].map(({ process }) => process));
  const arrived = new Set<string>();
  const lost: string[] = [];
  for (const { item, process } of named(lines, 'put').toReversed()) {
    const source = `${process} ${item.split(' ')[0]}`;
    if (got.has(item)) arrived.add(source);
    else if (arrived.has(source) || orderly.has(process)) lost.push(item);
  }
  return lost;
}

/** Nothing is in the queues, and nothing of what was ended is counted. */
function finished(lines: readonly Line[]): string[] {
  const sizes = named(lines, 'sizes').map(({ item }) => item);
  return sizes[0] === '0 0 0' ? [] : [`in the end the queues hold ${sizes.join()}`];
}

/** Nobody comes in while another is inside, unless that one was ended there. */
function excluded(lines: readonly Line[]): string[] {
  const inside = new Map<string, string>();
  const pushedOut = new Set<string>();
  const problems: string[] = [];
  for (const { process, what, item: lock } of lines) {
    if (pushedOut.has(process)) problems.push(`${process} was in lock ${lock} with another`);
    const before = inside.get(lock);
    if (what === 'leave') inside.delete(lock);
    if (what === 'enter') inside.set(lock, process);
    if (what === 'enter' && before !== undefined) pushedOut.add(before);
  }
  return problems;
}

/** What was added in the last 50 µs goes with a process that is killed. */
function added(lines: readonly Line[], killed: number): string[] {
  const counter = Number(named(lines, 'counter')[0]?.item);
  const least = named(lines, 'done').length;
  if (counter >= least - killed * 8 && counter <= named(lines, 'got').length) return [];
  return [`the counter is ${counter}, after ${least} additions`];
}

function named(lines: readonly Line[], wanted: string): Line[] {
  return lines.filter(({ what }) => what === wanted);
}

function counted(lines: readonly Line[]): Map<string, number> {
  const counts = new Map([['killed', endedBadly(lines).size]]);
  for (const { what } of lines) counts.set(what, (counts.get(what) ?? 0) + 1);
  counts.set('lost', lostOf(lines).length);
  return counts;
}
