// What is measured inside the webview: each function is run there, with an element first, and knows nothing of this module.

/** From now on, notes when the row of each process first says that it is not alive, by its pid, in `globalThis.ends`. */
export function watchEnds() {
  const ends = (globalThis.ends = {});
  const look = () => {
    for (const row of document.querySelectorAll('.row[data-process-id]')) {
      const pid = row.querySelector('[data-column=pid]').textContent;
      if (row.querySelector('[data-column=alive]').textContent === 'no') ends[pid] ??= Date.now();
    }
  };
  look();
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true });
}

/** The pids of the live leaves in sight. */
export function liveInSight() {
  return [...document.querySelectorAll('.row[data-process-id][aria-level="2"]')]
    .filter((row) => row.querySelector('[data-column=alive]').textContent === 'yes')
    .map((row) => Number(row.querySelector('[data-column=pid]').textContent));
}

export const endsSeen = () => globalThis.ends;

/** How long each frame took, in ms, for so many seconds. */
export function frameTimes(_, seconds) {
  return new Promise((done) => {
    const times = [];
    let before = null;
    const frame = (now) => {
      if (before !== null) times.push(now - before);
      before = now;
      if (now - start < seconds * 1000) requestAnimationFrame(frame);
      else done(times);
    };
    const start = performance.now();
    requestAnimationFrame(frame);
  });
}
