/** Follows the journal of a run: what is there first, then what comes, without a gap or a repeat. */
import type { JournalEntry } from '#lib/domain/run-events';
import type { Subscribers } from '#lib/engine/subscribers';

/**
 * Yields batches of entries after `after`. Reads them from the journal itself, so that a slow reader holds
 * nothing in memory and never slows the run. Ends with the run (`over` and nothing left) or the signal.
 */
export async function* follow(parts: {
  id: string;
  after: number;
  read(after: number): JournalEntry[];
  /** Whether no more entries will come by themselves. */
  over(): boolean;
  subscribers: Subscribers;
  signal: AbortSignal;
}): AsyncGenerator<JournalEntry[]> {
  const { signal } = parts;
  let seq = parts.after;
  let news = true;
  let wake = () => {};
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
      const entries = parts.read(seq);
      const last = entries.at(-1);
      if (last) {
        seq = last.seq;
        news = true;
        yield entries;
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
  }
}
