// Objects of a manager of this library; see MEASUREMENTS for what each gives.
import { BaseManager, Manager, Process } from 'multiprocessing-ts';

class Counter {
  #count = 0;

  increment() {
    return ++this.#count;
  }
}

class CounterManager extends BaseManager {}
CounterManager.register('Counter', Counter);

/** How often a second it can be done by one process. */
async function alone(turn, count) {
  for (const turns of [count / 5, count]) {
    const startedAt = process.hrtime.bigint();
    for (let left = turns; left > 0; left--) await turn();
    console.log(`result ${turns / (Number(process.hrtime.bigint() - startedAt) / 1e9)}`);
  }
}

async function getOften(dict, gate, done) {
  await done.put(0);
  for (let count = await gate.get(); count > 0; count = await gate.get()) {
    for (let left = count; left > 0; left--) await dict.get('key');
    await done.put(count);
  }
}

async function take(queue, count) {
  for (let left = count; left > 0; left--) await queue.get();
}

const MEASUREMENTS = {
  async get(manager, count) {
    const dict = manager.dict({ key: 1 });
    await alone(() => dict.get('key'), count);
  },
  /** By four processes at once. */
  async get4(manager, count) {
    const dict = manager.dict({ key: 1 });
    const done = manager.Queue();
    const gates = Array.from({ length: 4 }, () => manager.Queue());
    const clients = gates.map((gate) => new Process({ target: getOften, args: [dict, gate, done] }));
    for (const client of clients) client.start();
    await take(done, 4);
    for (const turns of [count / 5, count]) {
      const startedAt = process.hrtime.bigint();
      for (const gate of gates) await gate.put(turns / 4);
      await take(done, 4);
      console.log(`result ${turns / (Number(process.hrtime.bigint() - startedAt) / 1e9)}`);
    }
    for (const gate of gates) await gate.put(0);
    for (const client of clients) await client.join();
  },
  /** 64 calls at a time by one process, which CPython would need 64 threads for. */
  async together(manager, count) {
    const dict = manager.dict({ key: 1 });
    for (const turns of [count / 5, count]) {
      const startedAt = process.hrtime.bigint();
      for (let left = turns; left > 0; left -= 64) await Promise.all(Array.from({ length: 64 }, () => dict.get('key')));
      console.log(`result ${turns / (Number(process.hrtime.bigint() - startedAt) / 1e9)}`);
    }
  },
  async set(manager, count) {
    const dict = manager.dict();
    const value = { name: 'a task', state: 'new', tags: ['x', 'y'], count: 3 };
    await alone(() => dict.set('key', value), count);
  },
  /** A list of 1,000 numbers. */
  async copy(manager, count) {
    const list = manager.list(Array.from({ length: 1000 }, (_, i) => i));
    await alone(() => list.slice(), count);
  },
  async queue(manager, count) {
    const queue = manager.Queue();
    await alone(async () => {
      await queue.put('item');
      await queue.get();
    }, count);
  },
  async lock(manager, count) {
    const lock = manager.Lock();
    await alone(async () => {
      await lock.acquire();
      await lock.release();
    }, count);
  },
  async own(_manager, count) {
    await using manager = await new CounterManager().start();
    const counter = manager.Counter();
    await alone(() => counter.increment(), count);
  },
};

if (import.meta.main) {
  const [mode, count] = process.argv.slice(2);
  if (mode === 'start') {
    for (let left = Number(count); left > 0; left--) {
      const startedAt = process.hrtime.bigint();
      const manager = await Manager();
      await manager.dict({ key: 1 }).get('key');
      console.log(`result ${Number(process.hrtime.bigint() - startedAt) / 1e6}`);
      await manager.shutdown();
    }
  } else {
    await using manager = await Manager();
    await MEASUREMENTS[mode](manager, Number(count));
  }
}
