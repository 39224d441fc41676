// Locks, semaphores, shared values and events of this library; see MEASUREMENTS for what each gives.
import { Event, Lock, Process, Queue, Semaphore, Value } from 'multiprocessing-ts';

async function holdAndRelease(lock, count) {
  for (let left = count; left > 0; left--) {
    await lock.acquire();
    await lock.release();
  }
}

async function take(queue, count) {
  for (let left = count; left > 0; left--) await queue.get();
}

async function contend(lock, gate, done) {
  await done.put(0);
  for (let count = await gate.get(); count > 0; count = await gate.get()) {
    await holdAndRelease(lock, count);
    await done.put(count);
  }
}

async function pass(own, others, count) {
  for (let left = count; left > 0; left--) {
    await own.acquire();
    await others.release();
  }
}

async function answer(own, others) {
  for (;;) {
    await own.wait();
    await own.clear();
    await others.set();
  }
}

async function wake(event, ready, woken) {
  for (;;) {
    await ready.put(true);
    await event.wait();
    const at = process.hrtime.bigint();
    await event.clear();
    await woken.put(at);
  }
}

/** How often a second a process can do it that has it for itself. */
async function alone(turn, count) {
  for (const turns of [count / 5, count]) {
    const startedAt = process.hrtime.bigint();
    await turn(turns);
    console.log(`result ${turns / (Number(process.hrtime.bigint() - startedAt) / 1e9)}`);
  }
}

/** Microseconds for an acquire and a release, while `parties` processes want the same lock all the time. */
async function contended(parties, count) {
  const lock = new Lock();
  const done = new Queue();
  const gates = Array.from({ length: parties }, () => new Queue());
  for (const gate of gates) new Process({ target: contend, args: [lock, gate, done], daemon: true }).start();
  await take(done, parties);
  for (const turns of [count / 5, count]) {
    const startedAt = process.hrtime.bigint();
    for (const gate of gates) await gate.put(turns / parties);
    await take(done, parties);
    console.log(`result ${Number(process.hrtime.bigint() - startedAt) / 1e3 / turns}`);
  }
}

/** Microseconds from the release of a lock to its acquisition by another process, which was waiting for it. */
async function handOver(count) {
  const [here, there] = [new Lock(), new Lock()];
  await here.acquire();
  await there.acquire();
  new Process({ target: pass, args: [there, here, 1 + count / 5 + count], daemon: true }).start();
  await there.release();
  await here.acquire(); // from here on the other process is there
  for (const turns of [count / 5, count]) {
    const startedAt = process.hrtime.bigint();
    for (let left = turns; left > 0; left--) {
      await there.release();
      await here.acquire();
    }
    console.log(`result ${Number(process.hrtime.bigint() - startedAt) / 1e3 / (2 * turns)}`);
  }
}

/** Microseconds from the set of an event to the end of the wait of another process, which then sets one in its turn. */
async function inTurn(count) {
  const [here, there] = [new Event(), new Event()];
  new Process({ target: answer, args: [there, here], daemon: true }).start();
  for (const turns of [1, count / 5, count]) {
    const startedAt = process.hrtime.bigint();
    for (let left = turns; left > 0; left--) {
      await there.set();
      await here.wait();
      await here.clear();
    }
    if (turns > 1) console.log(`result ${Number(process.hrtime.bigint() - startedAt) / 1e3 / (2 * turns)}`);
  }
}

/** Microseconds from set() to where a process goes on that was waiting: the median of several times. */
async function wakeUp(count) {
  const event = new Event();
  const [ready, woken] = [new Queue(), new Queue()];
  new Process({ target: wake, args: [event, ready, woken], daemon: true }).start();
  const times = [];
  for (let left = count; left > 0; left--) {
    await ready.get();
    await new Promise((resolve) => setTimeout(resolve, 2)); // it has said so before it waits
    const setAt = process.hrtime.bigint();
    await event.set();
    times.push(Number((await woken.get()) - setAt) / 1e3);
  }
  console.log(`result ${times.toSorted((a, b) => a - b)[count >> 1]}`);
}

const MEASUREMENTS = {
  lock: (count) => alone((turns) => holdAndRelease(new Lock(), turns), count),
  semaphore: (count) => alone((turns) => holdAndRelease(new Semaphore(1), turns), count),
  async value(count) {
    const value = Value('i', 0);
    await alone(async (turns) => {
      for (let left = turns; left > 0; left--) await value.add(1);
    }, count);
  },
  contended2: (count) => contended(2, count),
  contended4: (count) => contended(4, count),
  handOver,
  inTurn,
  wakeUp,
};

if (import.meta.main) {
  const [mode, count] = process.argv.slice(2);
  await MEASUREMENTS[mode](Number(count));
}
