/** Follows the journal of a run: first the existing entries, then new ones, without gaps or repeats. */
import type { FollowedEntries } from '#lib/engine/run/newest-entries';
import type { Subscribers } from '#lib/engine/run/subscribers';
import type { EntryText } from '#lib/engine/storage/runs';
import { turn } from '#lib/engine/turns';

/**
 * Yields batches of entries after `after`. The length of a batch is limited: a slow reader holds one batch, and the
 * rest stays in the journal. Ends when `signal` is aborted, or when the run is over and no entries are left.
 */
export async function* follow(parts: {
  id: string;
  after: number;
  join(): FollowedEntries;
  /** Whether no more entries will be written without a command. */
  over(): boolean;
  subscribers: Subscribers;
  /**
   * Aborted when the engine stops. Nothing is read any more then, since the data folder is being closed; the follower
   * waits for its own signal, because the run has not ended.
   */
  down: AbortSignal;
  signal: AbortSignal;
}): AsyncGenerator<readonly EntryText[]> {
  const { down, signal } = parts;
  let seq = parts.after;
  let news = true;
  let wake = () => {};
  const journal = parts.join();
  const unsubscribe = parts.subscribers.subscribe(parts.id, () => {
    news = true;
    wake();
  });
  const aborted = () => wake();
  signal.addEventListener('abort', aborted);
  try {
    while (!signal.aborted) {
      news = false;
      const over = !down.aborted && parts.over();
      // If another process carries out the run, its end may be known before the last entries were read.
      const entries = down.aborted ? [] : journal.read(seq, over);
      const last = entries.at(-1);
      if (last) {
        seq = last.seq;
        news = true;
        yield entries;
        // Yield to other work between batches.
        await turn();
      } else if (over) {
        return;
      }
      if (!news && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    signal.removeEventListener('abort', aborted);
    unsubscribe();
    journal.leave();
  }
}
