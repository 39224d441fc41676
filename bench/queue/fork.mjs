// child_process.fork's own channel, `serialization: 'advanced'`, as a queue: from the child to this program. The child
// waits when the channel says that it is full.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { inBench } from '../inBench.mjs';

const [kind, count] = process.argv.slice(2);
const producer = fork(inBench('queue', 'forked.mjs'), [kind], { serialization: 'advanced' });
await once(producer, 'message');
for (const batch of [count / 5, Number(count)]) {
  const startedAt = process.hrtime.bigint();
  producer.send(batch);
  await received(batch);
  console.log(`result ${batch / (Number(process.hrtime.bigint() - startedAt) / 1e9)}`);
}
producer.send(0);

function received(items) {
  let left = items;
  return new Promise((resolve) => {
    producer.on('message', function take() {
      if (--left > 0) return;
      producer.off('message', take);
      resolve();
    });
  });
}
