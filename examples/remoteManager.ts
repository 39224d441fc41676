// Shares tasks out to workers that reach the queues by address and key, as programs on other machines would.
// In the tree: the server, and two workers that wait for its tasks. Give others the address only if they may run what they
// like here: whoever has the key can.
import { type Address, BaseManager, type Connection, Pipe, Process, queue, QueueProxy } from 'multiprocessing-ts';

const authkey = Buffer.from('a key that server and workers have');

/** What the workers know: that there are queues, but not what is behind them. */
class Office extends BaseManager {
  declare readonly getTasks: () => QueueProxy<number | null>;
  declare readonly getResults: () => QueueProxy<string>;
}
Office.register('getTasks', null, { proxytype: QueueProxy });
Office.register('getResults', null, { proxytype: QueueProxy });

async function serve(door: Connection<Address>) {
  const [tasks, results] = [new queue.Queue<number | null>(), new queue.Queue<string>()];
  class OpenOffice extends BaseManager {}
  OpenOffice.register('getTasks', () => tasks);
  OpenOffice.register('getResults', () => results);
  const server = new OpenOffice({ address: ['127.0.0.1', 0], authkey }).getServer();
  await door.send(server.address);
  await server.serveForever();
}

async function work(address: Address) {
  const office = await new Office({ address, authkey }).connect();
  const [tasks, results] = [office.getTasks(), office.getResults()];
  for await (const number of tasks) await results.put(`the square of ${number} is ${number * number}`);
}

if (import.meta.main) {
  const [ours, theirs] = Pipe<Address>();
  const server = new Process({ target: serve, args: [theirs], name: 'office', daemon: true });
  server.start();
  theirs.close();
  const address = await ours.recv();
  const workers = ['Ada', 'Bo'].map((name) => new Process({ target: work, args: [address], name }));
  for (const worker of workers) worker.start();

  const office = await new Office({ address, authkey }).connect();
  const [tasks, results] = [office.getTasks(), office.getResults()];
  for (const number of [1, 2, 3, 4, 5, 6]) await tasks.put(number);
  const lines: string[] = [];
  while (lines.length < 6) lines.push(await results.get());
  for (const line of lines.toSorted()) console.log(line);
  await Promise.all(workers.map(() => tasks.put(null)));
  for (const worker of workers) await worker.join();

  try {
    await new Office({ address, authkey: Buffer.from('another key') }).connect();
  } catch (error) {
    console.log(String(error));
  }
}
