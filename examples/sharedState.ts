// Lets four processes count together, in a number and in an array that they share.
// In the tree: the processes, for as long as they count. add() is one step: no count is lost, and no lock is needed.
import { Array as NumberArray, Process, type SharedArray, Value } from 'multiprocessing-ts';

const sleep = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));

async function count(visitors: Value, rooms: SharedArray, room: number) {
  for (let visitor = 0; visitor < 50; visitor++) {
    await sleep(0.01);
    await visitors.add(1);
    await rooms.set(room, (await rooms.get(room)) + 1);
  }
}

if (import.meta.main) {
  const visitors = Value('i', 100);
  const rooms = NumberArray('i', 4);
  const doors = [0, 1, 2, 3].map((room) => new Process({ target: count, args: [visitors, rooms, room] }));
  for (const door of doors) door.start();
  for (const door of doors) await door.join();
  console.log('rooms:', ...(await rooms.slice()));
  console.log('visitors:', await visitors.get());
}
