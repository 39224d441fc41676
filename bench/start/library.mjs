// Processes of this library. Its children import this module again, so it imports no more than they need.
import { Process } from 'multiprocessing-ts';

function noop() {}

function first(startedAt) {
  const now = process.hrtime.bigint();
  console.log(`result ${Number(now - BigInt(startedAt)) / 1e6}`);
}

if (import.meta.main) {
  const { drive } = await import('./drive.mjs');
  await drive((mode, startedAt) => {
    const child = new Process(mode === 'first' ? { target: first, args: [startedAt] } : { target: noop });
    child.start();
    return child.join();
  });
}
