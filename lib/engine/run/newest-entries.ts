/** Caches the newest entries of followed runs: they are read once and shared by all followers that are up to date. */
import type { EntryText } from '#lib/engine/storage/runs';

/** The newest entries of all followed runs. */
export interface NewestEntries {
  /** Called when a run has new entries. */
  news(runId: string): void;
  join(runId: string): FollowedEntries;
}

/** The journal of one run, for one follower. */
export interface FollowedEntries {
  /**
   * Some of the entries after `after`, in order; empty if there are none. Followers that ask for the same entries get
   * the same list. Followers that are behind read the journal directly. `readAgain`: read the journal again, even if no
   * new entries were reported.
   */
  read(after: number, readAgain: boolean): readonly EntryText[];
  leave(): void;
}

interface Kept {
  followers: number;
  /**
   * `entries` holds every entry after this one, up to the last that was read; null until a follower has reached the
   * end.
   */
  from: number | null;
  entries: EntryText[];
  /** Whether the journal may have more entries. */
  stale: boolean;
  /** The lists returned since the last reading, by `after`. */
  lists: Map<number, readonly EntryText[]>;
}

/** Maximum number of entries cached per run and read at once. It limits the memory per follower. */
const most = 500;
/** Maximum number of lists cached per run. Followers that are up to date ask for the same list. */
const mostLists = 8;

/** An empty cache; `journal` reads at most `limit` entries after `after`. */
export function newNewestEntries(
  journal: (runId: string, after: number, limit: number) => EntryText[],
): NewestEntries {
  const runs = new Map<string, Kept>();
  const nothing = (): Kept => ({ followers: 0, from: null, entries: [], stale: true, lists: new Map() });

  /** A page may be short because unreadable entries are left out. Only an empty page means the end. */
  function refresh(runId: string, kept: Kept, from: number): void {
    const fresh = journal(runId, kept.entries.at(-1)?.seq ?? from, most);
    kept.stale = fresh.length > 0;
    if (fresh.length === 0) return;
    kept.lists.clear();
    kept.entries.push(...fresh);
    const dropped = kept.entries.splice(0, Math.max(0, kept.entries.length - most));
    kept.from = dropped.at(-1)?.seq ?? from;
  }

  function read(runId: string, kept: Kept, after: number, readAgain: boolean): readonly EntryText[] {
    kept.stale ||= readAgain;
    const { from } = kept;
    if (from === null || after < from) {
      const entries = journal(runId, after, most);
      if (entries.length === 0) Object.assign(kept, { ...nothing(), followers: kept.followers, from: after });
      return entries;
    }
    const last = kept.entries.at(-1)?.seq ?? from;
    // The cached page may end before this follower's position. An empty list would wrongly mean that there are no
    // entries.
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
        read: (after, readAgain) => read(runId, kept, after, readAgain),
        leave() {
          kept.followers -= 1;
          if (kept.followers === 0 && runs.get(runId) === kept) runs.delete(runId);
        },
      };
    },
  };
}
