/** What the server is told of a process's waits, by a clock of the test's own. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { WaitingEvent } from '../../src/multiprocessing/events.ts';
import { WaitReport } from '../../src/monitor/waitReport.ts';

it('a loop of short waits does not flicker; a long one is told, and then short ones again', () => {
  const process = new WaitingProcess();
  const told = Array.from({ length: 200 }, () => process.wait(60)).filter(Boolean).length;
  assert.ok(told <= 1, `${told} waits of 60 ms were told`);
  const longer = Array.from({ length: 50 }, () => process.wait(400)).filter(Boolean).length;
  assert.ok(longer <= 3, `${longer} waits of 400 ms were told`);
  assert.equal(process.wait(1_100), true);
  assert.equal(process.wait(5_000), true);
  assert.equal(process.wait(60), true);
});

/** One that is told of every 10 ms. */
class WaitingProcess {
  readonly #report = new WaitReport();
  #now = 1_000_000;
  #count = 0;

  /** Waits for that long. @returns Whether the server was told. */
  wait(ms: number): boolean {
    const wait = ++this.#count;
    const event = { type: 'waiting', id: 'p', wait, operation: 'Queue.get', object: () => 'jobs', at: this.#now };
    this.#report.begin({ ...event, location: () => null } as WaitingEvent);
    let told = false;
    for (const end = this.#now + ms; this.#now < end; this.#now += 10)
      told = [...this.#report.update(this.#now)].some(({ type }) => type === 'waiting') || told;
    this.#report.end(wait);
    assert.deepEqual([...this.#report.update(this.#now)].map(({ type }) => type), told ? ['resumed'] : []); // prettier-ignore
    return told;
  }
}
