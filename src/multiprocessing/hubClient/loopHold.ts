/** Keeps the event loop alive while somebody waits, whatever the sockets are doing. */
const FOR_EVER_MS = 2 ** 30;

let holds = 0;
/** One for all times, which is held or not: making one for each wait is a good part of a round trip. */
let timer: NodeJS.Timeout | undefined;

export function holdLoop(): void {
  if (holds++ > 0) return;
  if (timer === undefined) timer = setInterval(() => {}, FOR_EVER_MS);
  else timer.ref();
}

export function releaseLoop(): void {
  if (--holds === 0) timer?.unref();
}
