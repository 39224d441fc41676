import { extensionBenchmarks } from './extension.mjs';
import { hubBenchmarks } from './hub.mjs';
import { managerBenchmarks } from './manager.mjs';
import { poolBenchmarks } from './pool.mjs';
import { pythonBenchmarks } from './python.mjs';
import { queueBenchmarks } from './queue.mjs';
import { roundTripBenchmarks } from './roundTrip.mjs';
import { startBenchmarks } from './start.mjs';
import { synchronizeBenchmarks } from './synchronize.mjs';

/** name for `--only` → its title, what there is to know of it, and its benchmarks. */
export const GROUPS = {
  start: { title: 'Starting processes', note: '', benchmarks: startBenchmarks },
  queue: {
    title: 'Queues',
    note: 'One producer and one consumer, but where it says otherwise; each `put` and `get` is awaited. A run takes a second or so, after a fifth of its items to warm up; in the first 50 ms, while V8 compiles, it is a third of that. fork has no queue: its child sends, its parent counts. *Watched* is a program whose tree somebody looks at.',
    benchmarks: queueBenchmarks,
  },
  roundTrip: {
    title: 'Round trips',
    note: 'To wake another core takes this machine longer than most of what is measured: on one core the figures are steady.',
    benchmarks: roundTripBenchmarks,
  },
  synchronize: {
    title: 'Locks, values, events',
    note: 'Node has no memory that processes share: the state is in the hub, and what passes from a process to another takes two messages. CPython has it in shared memory. Of processes that contend for a lock one keeps it for several turns, here as there.',
    benchmarks: synchronizeBenchmarks,
  },
  manager: {
    title: 'Managers',
    note: 'Each call is sent to the server process and awaited. To wake another core takes this machine longer than the call itself: on one core the figures are steady.',
    benchmarks: managerBenchmarks,
  },
  pool: {
    title: 'Pools',
    note: 'Of two workers each, but where it says otherwise. The pools of Node have no chunks. The first thousands of tiny tasks are run before V8 has compiled what is run for each. Threads (piscina) win where megabytes are sent, which they copy once, or not at all, instead of twice; they share memory, but also fate. They do not start sooner, since Node sets itself up anew in each. See [which of them when](guide.md#pools). The memory that processes share is counted whole in the RSS of each, and once in the PSS of all.',
    benchmarks: poolBenchmarks,
  },
  hub: {
    title: 'What a queue costs a tree',
    note: 'The first child of a program that has a queue starts the hub, a worker thread.',
    benchmarks: hubBenchmarks,
  },
  python: {
    title: 'What the agent costs Python',
    note: "Programs of Python's own multiprocessing, with and without [the agent](python.md#how-it-works) that tells the tree of them. *Watched* is a program whose tree somebody looks at.",
    benchmarks: pythonBenchmarks,
  },
  extension: {
    title: 'The extension',
    note: "In the VS Code of the tests, in headless Chromium, on the same machine as the processes. What looking at 200 processes costs is the difference to the row with the view hidden, in which nothing is looked at. VS Code's own search for open ports is off (`remote.autoForwardPortsSource`): it looks at the files of all processes, in the extension host too. The processes that end are killed one by one.",
    benchmarks: extensionBenchmarks,
  },
};
