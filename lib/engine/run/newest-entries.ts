/** The newest entries of the runs that are followed: read once, and handed out to all who have read those before. */
import type { JournalEntry } from '#lib/domain/run/events';

export interface NewestEntries {
  /** A run has new entries. */
  news(runId: string): void;
  join(runId: string): FollowedEntries;
}

/** The journal of one run, for one follower. */
export interface FollowedEntries {
  /**
   * The entries after `after`, in order, not all of them at once; empty where there are none. Followers who ask for the
   * same get the same list; those who are behind read the journal by themselves. `afresh`: there may be more than what
   * was read, although nobody said so.
   */
  read(after: number, afresh: boolean): readonly JournalEntry[];
  leave(): void;
}

interface Kept {
  followers: number;
  /** Every entry after this one is in `entries`, up to the last that was read; null until somebody has reached the end. */
  from: number | null;
  entries: JournalEntry[];
  /** Whether the journal may have more. */
  stale: boolean;
  /** What was handed out since the last reading, by `after`. */
  lists: Map<number, readonly JournalEntry[]>;
}

/** Entries kept of a run at most, and read at once: they bound what a follower holds in memory. */
const most = 500;
/** Lists remembered of a run at most: those who are up to date ask for the same. */
const mostLists = 8;

/** Keeps nothing yet; `journal` reads at most `limit` entries after `after`. */
export function newNewestEntries(
  journal: (runId: string, after: number, limit: number) => JournalEntry[],
): NewestEntries {
  const runs = new Map<string, Kept>();
  const nothing = (): Kept => ({ followers: 0, from: null, entries: [], stale: true, lists: new Map() });

  /** A page may be short of entries that cannot be read: only an empty one is the end. */
  function refresh(runId: string, kept: Kept, from: number): void {
    const fresh = journal(runId, kept.entries.at(-1)?.seq ?? from, most);
    kept.stale = fresh.length > 0;
    if (fresh.length === 0) return;
    kept.lists.clear();
    kept.entries.push(...fresh);
    const dropped = kept.entries.splice(0, Math.max(0, kept.entries.length - most));
    kept.from = dropped.at(-1)?.seq ?? from;
  }

  function read(runId: string, kept: Kept, after: number, afresh: boolean): readonly JournalEntry[] {
    kept.stale ||= afresh;
    const { from } = kept;
    if (from === null || after < from) {
      const entries = journal(runId, after, most);
      if (entries.length === 0) Object.assign(kept, { ...nothing(), followers: kept.followers, from: after });
      return entries;
    }
    const last = kept.entries.at(-1)?.seq ?? from;
    // One page may not reach to where this follower is: an empty list would say that there is nothing after it.
    if (after > last) return journal(runId, after, most);
    if (kept.stale && after === last) refresh(runId, kept, from);
    const list = kept.lists.get(after) ?? kept.entries.filter(({ seq }) => seq > after);
    if (kept.lists.size >= mostLists) kept.lists.clear();
    kept.lists.set(after, list);
    return list;
  }

  return {
    news(runId) {
      const kept = runs.get(runId);
      if (kept) kept.stale = true;
    },
    join(runId) {
      const kept = runs.get(runId) ?? nothing();
      runs.set(runId, kept);
      kept.followers += 1;
      return {
        read: (after, afresh) => read(runId, kept, after, afresh),
        leave() {
          kept.followers -= 1;
          if (kept.followers === 0 && runs.get(runId) === kept) runs.delete(runId);
        },
      };
    },
  };
}
