/** Says in the terminal that a run stands still. It only speaks: nothing in the run is changed by it. */

/** How often it looks, in ms. */
const everyMs = 10_000;

/** Looks at the runs until the function that it returns is called; says each run that stands still once, until it goes on. */
export function watchRuns(standingStill: () => readonly number[], say: (line: string) => void): () => void {
  const look = newWatchdog(standingStill, say);
  const timer = setInterval(look, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** One look at a time. */
export function newWatchdog(standingStill: () => readonly number[], say: (line: string) => void): () => void {
  let said: readonly number[] = [];
  return () => {
    const still = standingStill();
    for (const number of still) if (!said.includes(number)) say(`Run ${number} ${stillMessage}`);
    for (const number of said) if (!still.includes(number)) say(`Run ${number} goes on.`);
    said = still;
  };
}

const stillMessage =
  'has made no step for a minute, and Lockstep knows no reason. Pause and resume it, or stop it; please report this.';
