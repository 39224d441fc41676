/**
 * Measures one contender in one mode, as `program.mjs MODE COUNT`, printing a line `result N`, in ms, for each measurement:
 * `exit` from the start to the end, as the parent sees it; `first` from the start to the target's first statement, as
 * the child prints it itself (the monotonic clock is the same in all processes); `hundred` processes at once.
 * `run(mode, startedAt)` starts a process and resolves when it has ended.
 */
export async function drive(run) {
  const [mode, count] = process.argv.slice(2);
  for (let left = Number(count); left > 0; left--) {
    const startedAt = process.hrtime.bigint();
    if (mode === 'hundred') await Promise.all(Array.from({ length: 100 }, () => run('exit')));
    else await run(mode, `${startedAt}`);
    if (mode !== 'first') console.log(`result ${Number(process.hrtime.bigint() - startedAt) / 1e6}`);
  }
}
