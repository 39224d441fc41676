/** Prints the microseconds that a round trip takes: first of a few, then of as many as shall count. */
export async function measureRoundTrips(roundTrip, count) {
  await roundTrip(); // from here on the other end is there
  for (const trips of [count / 5, count]) {
    const startedAt = process.hrtime.bigint();
    for (let left = trips; left > 0; left--) await roundTrip();
    console.log(`result ${Number(process.hrtime.bigint() - startedAt) / 1e3 / trips}`);
  }
}
