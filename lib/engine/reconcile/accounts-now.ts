/** Looks accounts up in a file or in the directory, as they are after a run. */
import { type AccountKey, accountKey } from '#lib/domain/account/account-id';
import { exportMayLag, readingsStillHeld } from '#lib/domain/directory/after-run';
import { readingsSince } from '#lib/domain/directory/facts';
import { isFromFuture } from '#lib/domain/directory/freshness';
import type { ManagedList } from '#lib/domain/directory/sweep';
import { type AccountNow, nowInDirectory, nowInFile } from '#lib/domain/reconcile/account-now';
import type { RosterUser } from '#lib/domain/roster/roster';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';
import { managedListOf } from '#lib/engine/directory/directory';
import type { LastRun } from '#lib/engine/history/run-history';
import type { DirectoryStore } from '#lib/engine/storage/directories';
import type { RosterStore } from '#lib/engine/storage/rosters';

/** Accounts in a file or in the directory. */
export interface AccountsNow {
  /** The present state of each of these accounts, in the same order. */
  of(accountIds: readonly string[]): Pieces<AccountNow[]>;
  /** The accounts that are not in `known`, with their names; null if the source cannot tell which accounts are new. */
  others(known: ReadonlySet<AccountKey>): Pieces<NamedAccount[] | null>;
}

/** An account with its name. */
export interface NamedAccount {
  accountId: string;
  name: string;
  email: string;
}

/** The rows of a roster. */
export interface RosterRows {
  /** The first row of each account. */
  byAccount: ReadonlyMap<AccountKey, RosterUser & { accountId: string }>;
  /** The number of rows without an account ID that could be read. */
  unread: number;
}

const notRead: AccountNow = { state: 'not-known', why: 'not-read' };
const mayLag: AccountNow = { state: 'not-known', why: 'may-lag' };

/** Reads the rows of a roster. */
export function* rowsInPieces(
  store: Pick<RosterStore, 'usersInPieces'>,
  rosterId: string,
): Pieces<RosterRows> {
  const byAccount = new Map<AccountKey, RosterUser & { accountId: string }>();
  let unread = 0;
  for (const group of inGroups(yield* store.usersInPieces(rosterId))) {
    for (const user of group) {
      const { accountId } = user;
      if (accountId === null) unread += 1;
      else if (!byAccount.has(accountKey(accountId)))
        byAccount.set(accountKey(accountId), { ...user, accountId });
    }
    yield;
  }
  return { byAccount, unread };
}

/**
 * Looks accounts up in a file that was written at `at`, ms since the epoch. An account that a run has touched later
 * counts as not read. A status that contradicts a run which ended shortly before `at` may lag, so it does not count
 * yet.
 */
export function inFile(
  { byAccount }: RosterRows,
  at: number,
  lastRuns: ReadonlyMap<AccountKey, LastRun>,
): AccountsNow {
  return {
    *of(accountIds) {
      yield;
      return accountIds.map((accountId) => {
        const key = accountKey(accountId);
        const last = lastRuns.get(key);
        if (last !== undefined && last.endedAt >= at) return notRead;
        const now = nowInFile(byAccount.get(key), at);
        const isSaid = now.state === 'active' || now.state === 'inactive';
        if (last === undefined || !isSaid) return now;
        return exportMayLag(now.state === 'active', at, last) ? mayLag : now;
      });
    },
    *others(known) {
      const found: NamedAccount[] = [];
      for (const group of inGroups(byAccount)) {
        for (const [key, { accountId, name, email }] of group) {
          if (!known.has(key)) found.push({ accountId, name, email });
        }
        yield;
      }
      return found;
    },
  };
}

/**
 * Looks accounts up in the directory. Only readings after `since` (ms since the epoch), and after the last run that
 * touched the account, count, unless they are dated after `now`. A list that was read shortly after that run and
 * contradicts it does not count yet.
 */
export function inDirectory(
  store: DirectoryStore,
  lastRuns: ReadonlyMap<AccountKey, LastRun>,
  { since, now }: { since: number; now: number },
): AccountsNow & { listAt: number | null } {
  const list = listOfKnownAge(managedListOf(store), now);
  const { whole } = list.state;
  const fresh = whole !== null && whole.at > since ? whole : null;
  return {
    listAt: fresh?.at ?? null,
    *of(accountIds) {
      const readings = yield* store.readings(accountIds);
      return accountIds.map((accountId) => {
        const key = accountKey(accountId);
        const last = lastRuns.get(key);
        const after = Math.max(since, last?.endedAt ?? since);
        // If a list was begun after the run, its accounts have readings from it that are younger than the run too.
        const said = readingsSince(readings.get(key) ?? [], since + 1);
        return nowInDirectory(readingsStillHeld(said, last, now), list, after);
      });
    },
    *others(known) {
      if (fresh === null) return null;
      return yield* newOnList(store, list, fresh.generation, known);
    },
  };
}

/** The list; one that is dated after `now` counts as not read to its end. */
function listOfKnownAge({ source, state }: ManagedList, now: number): ManagedList {
  const isKnown = state.whole === null || !isFromFuture(state.whole.at, now);
  return { source, state: isKnown ? state : { ...state, whole: null } };
}

function* newOnList(
  store: DirectoryStore,
  { source }: ManagedList,
  generation: number,
  known: ReadonlySet<AccountKey>,
): Pieces<NamedAccount[]> {
  const found: NamedAccount[] = [];
  for (let after = ''; ; ) {
    const page = store.listed(source, generation, after);
    for (const { accountId, facts } of page) {
      if (!known.has(accountKey(accountId))) {
        found.push({ accountId, name: facts.name ?? '', email: facts.email ?? '' });
      }
    }
    const last = page.at(-1);
    if (last === undefined) return found;
    after = last.accountId;
    yield;
  }
}
