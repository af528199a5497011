/** Prints a message to the terminal if a run makes no progress. It changes nothing in the run. */

/** Time between two checks, in ms. */
const everyMs = 10_000;

/**
 * Watches the runs until the returned function is called. It reports each stalled run once, until the run continues.
 */
export function watchRuns(standingStill: () => readonly number[], say: (line: string) => void): () => void {
  const look = newWatchdog(standingStill, say);
  const timer = setInterval(look, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Performs one check at a time. */
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
  'has made no progress for a minute, and Lockstep knows no reason. Pause and resume it, or stop it; please report this.';
