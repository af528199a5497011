/** Follows the journal of a run: what is there first, then what comes, without a gap or a repeat. */
import type { JournalEntry } from '#lib/domain/run/events';
import type { FollowedEntries } from '#lib/engine/run/newest-entries';
import type { Subscribers } from '#lib/engine/run/subscribers';
import { turn } from '#lib/engine/turns';

/**
 * Yields batches of entries after `after`, bounded in their length: a slow reader holds one of them, and the rest stays
 * in the journal. Ends with the run (`over` and nothing left) or the signal.
 */
export async function* follow(parts: {
  id: string;
  after: number;
  join(): FollowedEntries;
  /** Whether no more entries will come by themselves. */
  over(): boolean;
  subscribers: Subscribers;
  signal: AbortSignal;
}): AsyncGenerator<readonly JournalEntry[]> {
  const { signal } = parts;
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
      const over = parts.over();
      // Of a run that another process carries out, the end may be known before the entries that lead to it.
      const entries = journal.read(seq, over);
      const last = entries.at(-1);
      if (last) {
        seq = last.seq;
        news = true;
        yield entries;
        // Others have their turn before the next of many batches.
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
