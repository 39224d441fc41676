// Asks a process questions over a pipe and gets answers; when our end is closed, its recv() is an EOFError.
// In the tree: 'oracle' waits for its end of the pipe, the program for the other.
import { type Connection, EOFError, Pipe, Process } from 'multiprocessing-ts';

const sleep = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));

async function answer(connection: Connection<string>) {
  try {
    for (;;) {
      const city = await connection.recv();
      await sleep(0.5);
      await connection.send(`${city} has ${city.length} letters`);
    }
  } catch (error) {
    if (!(error instanceof EOFError)) throw error;
    console.log('oracle: nobody asks any more');
  }
}

if (import.meta.main) {
  const [ours, theirs] = Pipe<string>();
  const oracle = new Process({ target: answer, args: [theirs], name: 'oracle' });
  oracle.start();
  theirs.close();
  for (const city of ['Oslo', 'Nairobi', 'Ulaanbaatar']) {
    await ours.send(city);
    console.log(`main: ${await ours.recv()}`);
  }
  console.log(`main: is there more? ${await ours.poll(0.2)}`);
  ours.close();
  await oracle.join();
}
