/** Ends the program in order, once, on Ctrl-C and similar signals. */
import { performance } from 'node:perf_hooks';
import { thrownText } from '#lib/domain/text/thrown';

/** The effects of ending on the process; a test passes its own. */
export interface Ending {
  exit(code: number): void;
  say(line: string): void;
  /** A monotonic clock in ms. */
  now(): number;
  /** The longest time that the end may take, in ms. */
  timeoutMs: number;
}

/**
 * npm passes Ctrl-C on to its child, which also gets it from the terminal: signals within this many ms count as one.
 */
const sameKeyMs = 500;

/** Time between two checks whether the starting process still exists, in ms. */
const orphanPollMs = 500;

const ownProcess: Ending = {
  exit: (code) => process.exit(code),
  say: (line) => process.stdout.write(`${line}\n`),
  now: () => performance.now(),
  timeoutMs: 5_000,
};

/**
 * Handles signals: the first runs `stop` and exits with 0, a later one exits at once with 130. If `stop` takes too
 * long, the process exits anyway: the journal is complete at every moment, and the next start settles a call that was
 * cut off.
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
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), ending.timeoutMs);
    });
    try {
      const how = await Promise.race([stop(), late]);
      if (how === 'late') ending.say('A call is still under way: its user is settled at the next start.');
      ending.exit(0);
    } catch (problem) {
      ending.say(`Stopping failed: ${thrownText(problem)}`);
      ending.exit(1);
    } finally {
      clearTimeout(timer);
    }
  };
}

/**
 * Runs `stop` when the process is asked to end: by Ctrl-C, `kill` or a closed terminal window; or when the npm that
 * started it has ended, because npm's shell does not pass `kill` on.
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
