// Measures a pool of two workers: `{ run(name, items), end() }`, made by `start()`.

const MEGABYTE = 2 ** 20;

export async function measurePool(start) {
  const [mode, count] = process.argv.slice(2);
  await MEASUREMENTS[mode](start, Number(count));
}

const MEASUREMENTS = {
  /** Tasks a second. */
  tiny: (start, count) => rate(start, 'tiny', numbers(count)),
  /** The same, in the chunks that the pool chooses. */
  chunks: (start, count) => rate(start, 'tiny', numbers(count), null),
  /** And over and over. */
  warmChunks: (start, count) => rate(start, 'tiny', numbers(count), null, 40),
  /** Milliseconds for all. */
  async busy(start, count) {
    const pool = await start();
    await pool.run('busy10', numbers(4));
    const startedAt = performance.now();
    await pool.run('busy10', numbers(count));
    console.log(`result ${performance.now() - startedAt}`);
    await pool.end();
  },
  megabytes: (start, count) => rate(start, 'echo', megabytes(count)),
  megabyteChunks: (start, count) => rate(start, 'echo', megabytes(count), null),
  /** Milliseconds from the making of the pool to the first result. */
  async cold(start) {
    const startedAt = performance.now();
    const pool = await start();
    await pool.run('tiny', [1]);
    console.log(`result ${performance.now() - startedAt}`);
    await pool.end();
  },
};

/** The last of some rounds; the first is half as long. */
async function rate(start, name, items, chunksize = 1, rounds = 3) {
  const pool = await start();
  for (let round = 0; round < rounds; round++) {
    const part = round === 0 ? items.slice(items.length / 2) : items;
    const startedAt = performance.now();
    const results = await pool.run(name, part, chunksize ?? undefined);
    console.log(`result ${part.length / ((performance.now() - startedAt) / 1e3)}`);
    if (results.length !== part.length) throw new Error(`${results.length} results of ${part.length} tasks`);
  }
  await pool.end();
}

const megabytes = (count) => numbers(count).map((n) => new Uint8Array(MEGABYTE).fill(n));

const numbers = (count) => Array.from({ length: count }, (_, i) => i);
