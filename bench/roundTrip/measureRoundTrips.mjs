import { setTimeout as sleep } from 'node:timers/promises';

/** Prints the microseconds that a round trip takes: first of a few, then of as many as shall count. */
export async function measureRoundTrips(roundTrip, count) {
  await roundTrip(); // from here on the other end is there
  for (const trips of [count / 5, count]) {
    const startedAt = process.hrtime.bigint();
    for (let left = trips; left > 0; left--) await roundTrip();
    console.log(`result ${Number(process.hrtime.bigint() - startedAt) / 1e3 / trips}`);
  }
}

/** Prints the microseconds that a round trip takes by which processes are woken that have slept for 2 ms: the median. */
export async function measureWakeUps(roundTrip, count) {
  const times = [];
  for (let left = count; left > 0; left--) {
    await sleep(2);
    const startedAt = process.hrtime.bigint();
    await roundTrip();
    times.push(Number(process.hrtime.bigint() - startedAt) / 1e3);
  }
  console.log(`result ${times.toSorted((a, b) => a - b)[count >> 1]}`);
}
