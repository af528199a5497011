/** The facts of the directory that still hold after runs, which change accounts after they were read. */
import type { AccountKey } from '#lib/domain/account/account-id';
import { isActiveAfterRun, readingsStillHeld } from '#lib/domain/directory/after-run';
import { listsLagMs } from '#lib/domain/directory/freshness';
import type { Reading } from '#lib/domain/directory/reading';
import type { ManagedList } from '#lib/domain/directory/sweep';
import { type ChangedAccount, type Totals, totalsAfter } from '#lib/domain/directory/totals';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import type { LastRun } from '#lib/engine/history/run-history';
import type { DirectoryStore, ReadingsByAccount } from '#lib/engine/storage/directories';

/**
 * The readings that still hold at `now` (ms since the epoch): those after the last run that touched the account. Where
 * the run's result contradicts them, it is added as a reading. A reading whose age is not known does not hold.
 */
export function* stillHold(
  stored: ReadingsByAccount,
  lastRuns: ReadonlyMap<AccountKey, LastRun>,
  now: number,
): Pieces<ReadingsByAccount> {
  const still = new Map<AccountKey, readonly Reading[]>();
  for (const group of inGroups(stored)) {
    for (const [key, all] of group) {
      still.set(key, readingsStillHeld(all, lastRuns.get(key), now));
    }
    yield;
  }
  return still;
}

/**
 * The totals of the list, corrected by the runs that changed accounts after it was read, or so shortly before that it
 * may not show the change. Null if no list was read to its end, or if the result of a run leaves the status of one of
 * its accounts open.
 */
export function* totalsSince(
  store: DirectoryStore,
  { source, state: { whole } }: ManagedList,
  lastRuns: ReadonlyMap<AccountKey, LastRun>,
): Pieces<Totals | null> {
  if (whole === null) return null;
  const later = [...lastRuns].filter(([, { endedAt }]) => endedAt + listsLagMs > whole.at);
  if (later.length === 0) return whole.totals;
  const changes: ChangedAccount[] = [];
  const stored = yield* store.readings(later.map(([key]) => key));
  for (const group of inGroups(later)) {
    for (const [key, last] of group) {
      const readings = stored.get(key) ?? [];
      const listed = readings.find((reading) => reading.source === source);
      const isCounted = listed !== undefined && listed.generation >= whole.generation;
      if (!isCounted) continue;
      const isActive = isActiveAfterRun(listed, readings, last);
      if (isActive === null) return null;
      changes.push({ facts: listed.facts, isActive });
    }
    yield;
  }
  return totalsAfter(whole.totals, changes);
}
