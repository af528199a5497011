/** What still holds of the directory after runs: Lockstep itself has changed accounts since they were read. */
import type { AccountKey } from '#lib/domain/account/account-id';
import { saidSince } from '#lib/domain/directory/facts';
import type { ManagedList } from '#lib/domain/directory/sweep';
import { type ChangedAccount, type Totals, totalsAfter } from '#lib/domain/directory/totals';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import type { LastRun } from '#lib/engine/history/run-history';
import type { DirectoryStore, ReadingsByAccount } from '#lib/engine/storage/directories';

/** The readings that were made after the last run that touched the account. */
export function* sinceLastRun(
  stored: ReadingsByAccount,
  lastRuns: ReadonlyMap<AccountKey, LastRun>,
): Pieces<ReadingsByAccount> {
  if (lastRuns.size === 0) return stored;
  const still = new Map<AccountKey, ReturnType<typeof saidSince>>();
  for (const group of inGroups(stored)) {
    for (const [key, readings] of group) {
      const endedAt = lastRuns.get(key)?.endedAt;
      still.set(key, endedAt === undefined ? readings : saidSince(readings, endedAt + 1));
    }
    yield;
  }
  return still;
}

/**
 * The numbers of the list after the runs that have changed its accounts since. Null if no list was read to its end, or if
 * a run does not say what became of one of its accounts.
 */
export function* totalsSince(
  store: DirectoryStore,
  { source, state: { whole } }: ManagedList,
  lastRuns: ReadonlyMap<AccountKey, LastRun>,
): Pieces<Totals | null> {
  if (whole === null) return null;
  const later = [...lastRuns].filter(([, { endedAt }]) => endedAt >= whole.at);
  if (later.length === 0) return whole.totals;
  const changes: ChangedAccount[] = [];
  const stored = yield* store.readings(later.map(([key]) => key));
  for (const group of inGroups(later)) {
    for (const [key, { endedAt, leftActive }] of group) {
      const listed = stored.get(key)?.find((reading) => reading.source === source);
      const isCounted = listed !== undefined && listed.generation >= whole.generation;
      if (!isCounted || listed.at > endedAt) continue;
      if (leftActive === null) return null;
      changes.push({ facts: listed.facts, isActive: leftActive });
    }
    yield;
  }
  return totalsAfter(whole.totals, changes);
}
