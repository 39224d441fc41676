// Sends objects of a class through a queue; null at the end says that there are no more.
// In the tree: 'courier' waits for the queue again and again: look at its state, and what it is waiting on. What comes
// out is a Parcel again, with its methods.
import { currentProcess, Process, Queue } from 'multiprocessing-ts';

const sleep = (seconds: number) => new Promise<void>((resolve) => setTimeout(resolve, seconds * 1000));

class Parcel {
  readonly to: string;
  readonly kilograms: number;

  constructor(to: string, kilograms: number) {
    this.to = to;
    this.kilograms = kilograms;
  }

  label() {
    return `${this.kilograms} kg for ${this.to}`;
  }
}

async function deliver(parcels: Queue<Parcel | null>) {
  const { name } = currentProcess();
  for (let parcel = await parcels.get(); parcel !== null; parcel = await parcels.get()) {
    console.log(`${name}: a ${parcel.constructor.name}, ${parcel.label()}`);
  }
  console.log(`${name}: goes home`);
}

if (import.meta.main) {
  const parcels = new Queue<Parcel | null>();
  const courier = new Process({ target: deliver, args: [parcels], name: 'courier' });
  courier.start();
  for (const parcel of [new Parcel('the lighthouse', 12), new Parcel('the mill', 3.5), new Parcel('the school', 7)]) {
    await sleep(0.7);
    await parcels.put(parcel);
  }
  await parcels.put(null);
  parcels.close();
  await parcels.joinThread();
  await courier.join();
  console.log(`exit code of the courier: ${courier.exitcode}`);
}
