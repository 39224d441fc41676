// 200 processes that do nothing, for as long as they are let.
import { Process } from 'multiprocessing-ts';

function idle() {
  return new Promise(() => setInterval(() => {}, 60_000));
}

if (import.meta.main) {
  const processes = Array.from({ length: 200 }, (_, i) => new Process({ target: idle, name: `idler ${i}` }));
  for (const process of processes) process.start();
  for (const process of processes) await process.join();
}
