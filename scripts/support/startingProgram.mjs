// What most programs do with the library, to see what they call of it: calledFunctions.mjs.
import { Pool, Process, Queue } from 'multiprocessing-ts';
import { work } from './startingModule.cjs';

async function answer(questions, answers) {
  for await (const question of questions) await answers.put(question);
}

if (import.meta.main) {
  const child = new Process({ target: work, args: [1] });
  child.start();
  await child.join();
  const [questions, answers] = [new Queue(), new Queue()];
  const other = new Process({ target: answer, args: [questions, answers] });
  other.start();
  await questions.put(1);
  await answers.get();
  await questions.put(null);
  await other.join();
  const pool = new Pool(1);
  await pool.apply(work, [1]);
  await pool.map(work, [1, 2, 3, 4, 5, 6, 7, 8]);
  pool.close();
  await pool.join();
}
