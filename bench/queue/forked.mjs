import { once } from 'node:events';
import { ITEMS } from './items.mjs';

const item = ITEMS[process.argv[2]];

process.send('ready');
for (let [count] = await once(process, 'message'); count > 0; [count] = await once(process, 'message'))
  await send(count);
process.disconnect();

async function send(count) {
  for (let left = count; left > 0; left--) {
    let sent;
    const whenSent = new Promise((resolve) => (sent = resolve));
    if (!process.send(item, sent)) await whenSent;
  }
}
