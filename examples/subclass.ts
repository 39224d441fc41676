// Makes a class of processes: what a process shall do is in run(), what it needs for that in its fields.
// In the tree: the rows are named after the class, Surveyor-1 to Surveyor-4. Each process gets a copy of its object,
// so what run() writes to a field stays there.
import { Process } from 'multiprocessing-ts';

const sleep = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));

class Surveyor extends Process {
  readonly plot: string;
  readonly sides: readonly [number, number];
  area = 0;

  constructor(plot: string, ...sides: [number, number]) {
    super();
    this.plot = plot;
    this.sides = sides;
  }

  override async run() {
    await sleep(Math.max(...this.sides) / 20);
    this.area = this.sides[0] * this.sides[1];
    console.log(`${this.name}: the ${this.plot} has ${this.area} square metres`);
  }
}

if (import.meta.main) {
  const surveyors = [
    new Surveyor('orchard', 40, 25),
    new Surveyor('pond', 12, 18),
    new Surveyor('meadow', 36, 30),
    new Surveyor('yard', 20, 15),
  ];
  for (const surveyor of surveyors) surveyor.start();
  for (const surveyor of surveyors) await surveyor.join();
  console.log(`areas known here: ${surveyors.map((surveyor) => surveyor.area).join(' ')}`);
}
