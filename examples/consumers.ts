// Shares out tasks among several processes, and collects the results: a queue for each of the two.
// In the tree: Clerk-1 to Clerk-3 take the tasks as they come, whoever is free. The program waits until taskDone() has
// been called for every task. A null for each clerk tells it to leave.
import { JoinableQueue, Process, Queue } from 'multiprocessing-ts';

const sleep = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));

class Sum {
  readonly first: number;
  readonly last: number;

  constructor(first: number, last: number) {
    this.first = first;
    this.last = last;
  }

  async call() {
    await sleep(0.2);
    let sum = 0;
    for (let number = this.first; number <= this.last; number++) sum += number;
    return `${this} = ${sum}`;
  }

  toString() {
    return `${this.first} + … + ${this.last}`;
  }
}

class Clerk extends Process {
  readonly tasks: JoinableQueue<Sum | null>;
  readonly results: Queue<string>;

  constructor(tasks: JoinableQueue<Sum | null>, results: Queue<string>) {
    super();
    this.tasks = tasks;
    this.results = results;
  }

  override async run() {
    for (let task = await this.tasks.get(); task !== null; task = await this.tasks.get()) {
      console.log(`${this.name}: ${task}`);
      await this.results.put(await task.call());
      await this.tasks.taskDone();
    }
    console.log(`${this.name}: leaves`);
    await this.tasks.taskDone();
  }
}

if (import.meta.main) {
  const tasks = new JoinableQueue<Sum | null>();
  const results = new Queue<string>();
  const clerks = [1, 2, 3].map(() => new Clerk(tasks, results));
  console.log(`${clerks.length} clerks`);
  for (const clerk of clerks) clerk.start();
  const lasts = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100];
  for (const last of lasts) await tasks.put(new Sum(1, last));
  for (let left = clerks.length; left > 0; left--) await tasks.put(null);
  await tasks.join();
  console.log('all tasks are done');
  for (let left = lasts.length; left > 0; left--) console.log(`result: ${await results.get()}`);
}
