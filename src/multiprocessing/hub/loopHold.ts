/** Keeps the event loop alive while somebody waits, whatever the sockets are doing. */
const FOR_EVER_MS = 2 ** 30;

let holds = 0;
let timer: NodeJS.Timeout | undefined;

export function holdLoop(): void {
  if (holds++ === 0) timer = setInterval(() => {}, FOR_EVER_MS);
}

export function releaseLoop(): void {
  if (--holds === 0) clearInterval(timer);
}
