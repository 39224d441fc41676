// The tasks that all pools run.

/** Next to nothing, so that what the pool itself takes is measured. */
function tiny(n) {
  return n + 1;
}

/** Computes for 10 ms. */
function busy10(n) {
  for (const end = performance.now() + 10; performance.now() < end;);
  return n;
}

/** Argument and result are as large. */
function echo(bytes) {
  return bytes;
}

module.exports = { tiny, busy10, echo };
