/** Ctrl-C and its kin: end in order, once. */
import { performance } from 'node:perf_hooks';

/** What is done with the process; a test passes its own. */
export interface Ending {
  exit(code: number): void;
  say(line: string): void;
  /** A monotonic clock in ms. */
  now(): number;
  /** How long the end may take, in ms. */
  patienceMs: number;
}

/** npm passes a Ctrl-C on to its child, which has had it from the terminal already: these two are one. */
const sameKeyMs = 500;

/** How often it is looked whether the starter is still there, in ms. */
const orphanPollMs = 500;

const ownProcess: Ending = {
  exit: (code) => process.exit(code),
  say: (line) => process.stdout.write(`${line}\n`),
  now: () => performance.now(),
  patienceMs: 5_000,
};

/**
 * Answers signals: the first runs `stop` and exits with 0, a later one exits at once with 130. A stop that takes too
 * long is left: the journal is complete at every moment, and a call that is cut off is settled at the next start.
 */
export function stopping(stop: () => Promise<void>, ending: Ending = ownProcess): () => Promise<void> {
  let since: number | null = null;
  return async () => {
    if (since !== null) {
      if (ending.now() - since > sameKeyMs) ending.exit(130);
      return;
    }
    since = ending.now();
    ending.say('Stopping…');
    let impatient: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      impatient = setTimeout(() => resolve('late'), ending.patienceMs);
    });
    try {
      const how = await Promise.race([stop(), late]);
      if (how === 'late') ending.say('A call is still under way: its user is settled at the next start.');
      ending.exit(0);
    } catch (problem) {
      ending.say(`Stopping failed: ${problem instanceof Error ? problem.message : String(problem)}`);
      ending.exit(1);
    } finally {
      clearTimeout(impatient);
    }
  };
}

/**
 * Runs `stop` when the process is asked to end: Ctrl-C, `kill`, a closed terminal window; or when the npm that started
 * it is gone, because npm's shell does not pass a `kill` on.
 */
export function stopOnSignal(stop: () => Promise<void>): void {
  const answer = stopping(stop);
  const parent = process.ppid;
  const startedByNpm = process.env.npm_lifecycle_event !== undefined;
  const orphaned = () => {
    if (!startedByNpm || process.ppid === parent) return;
    clearInterval(watch);
    void answer();
  };
  const watch = setInterval(orphaned, orphanPollMs);
  watch.unref();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      clearInterval(watch);
      void answer();
    });
  }
}
