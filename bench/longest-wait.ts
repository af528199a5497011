/** Measures how long work blocks everything else: the longest wait between two turns of the event loop. */

/** Does the work. Returns the longest wait of anything else meanwhile, in ms. */
export async function longestWait(work: () => unknown): Promise<number> {
  return longest(work, () => performance.now());
}

/**
 * The same in processor time of this process, also that of its other threads. Other programs of a busy machine lengthen
 * it less.
 */
export async function longestSlice(work: () => unknown): Promise<number> {
  return longest(work, () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000;
  });
}

/** The longest time, by this clock, between two turns of the event loop. */
async function longest(work: () => unknown, clock: () => number): Promise<number> {
  let most = 0;
  let over = false;
  let last = clock();
  const look = () => {
    const now = clock();
    most = Math.max(most, now - last);
    last = now;
    if (!over) setImmediate(look);
  };
  setImmediate(look);
  await work();
  look();
  over = true;
  return most;
}
