/** Measures how long work blocks everything else: the longest wait between two turns of the event loop. */

/** Does the work. Returns the longest wait of anything else meanwhile, in ms. */
export async function longestWait(work: () => unknown): Promise<number> {
  let longest = 0;
  let over = false;
  let last = performance.now();
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!over) setImmediate(look);
  };
  setImmediate(look);
  await work();
  look();
  over = true;
  return longest;
}
