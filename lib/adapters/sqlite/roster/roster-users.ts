/** Reads the users of rosters. Those of the roster read last stay in memory: the review asks for them repeatedly. */
import { openRosterFile } from '#lib/adapters/sqlite/roster/roster-file';
import type { RosterFiles } from '#lib/adapters/sqlite/roster/roster-files';
import { answeredOrders, withAnsweredDates } from '#lib/domain/roster/cells/date-order';
import type { RosterSummary, RosterUser } from '#lib/domain/roster/roster';
import { atOnce, type Pieces } from '#lib/domain/text/pieces';
import type { RosterStore } from '#lib/engine/storage/rosters';

/** The verbs of the store on users. */
interface RosterUsers {
  verbs: Pick<
    RosterStore,
    'users' | 'usersInPieces' | 'find' | 'firstUsers' | 'pagesWithoutCells' | 'areInMemory' | 'replaceUsers'
  >;
  /** The account IDs in a file that is no roster yet, page by page. */
  accountIdsIn(path: string): Generator<readonly string[]>;
  forget(id: string): void;
}

/** `summaryOf`: the summary of a roster; null if there is no such roster, or if its summary can no longer be read. */
export function rosterUsers(
  files: RosterFiles,
  summaryOf: (id: string) => Pick<RosterSummary, 'dateColumns'> | null,
): RosterUsers {
  let kept: { id: string; users: readonly RosterUser[] } | null = null;
  /** The number of times that something was forgotten. */
  let forgotten = 0;

  const canBeRead = (id: string) => summaryOf(id) !== null && !files.of(id).isDamaged();

  /** Gives users the dates that the admin's answers give. */
  function datedBy(id: string): (user: RosterUser) => RosterUser {
    const orders = answeredOrders(summaryOf(id)?.dateColumns);
    return orders.size === 0 ? (user) => user : (user) => withAnsweredDates(user, orders);
  }

  function* pages(id: string, withCells: boolean): Generator<readonly RosterUser[]> {
    if (!canBeRead(id)) return;
    const dated = datedBy(id);
    for (const page of files.of(id).pages(withCells)) yield page.map(dated);
  }

  function* usersInPieces(id: string): Pieces<readonly RosterUser[]> {
    if (!canBeRead(id)) return [];
    if (kept?.id === id) return kept.users;
    const file = files.of(id);
    const before = file.changes() + forgotten;
    const dated = datedBy(id);
    const users: RosterUser[] = [];
    for (const page of file.pages(true)) {
      for (const user of page) users.push(dated(user));
      yield;
    }
    // If something changed during the reading, the result is outdated.
    if (!canBeRead(id)) return [];
    if (file.changes() + forgotten !== before) return atOnce(usersInPieces(id));
    kept = { id, users };
    return users;
  }

  return {
    verbs: {
      users: (id) => atOnce(usersInPieces(id)),
      usersInPieces,
      *find(id, accountId) {
        const user = canBeRead(id) ? yield* files.of(id).find(accountId) : null;
        return user && datedBy(id)(user);
      },
      pagesWithoutCells: (id) => pages(id, false),
      areInMemory: (id) => kept?.id === id,
      firstUsers(id, most) {
        const first: RosterUser[] = [];
        for (const page of pages(id, true)) {
          first.push(...page);
          if (first.length >= most) break;
        }
        return first.slice(0, most);
      },
      replaceUsers(id, users, unticked) {
        if (!canBeRead(id)) return;
        files.of(id).replace(users, unticked);
        if (kept?.id !== id) return;
        const anew = new Map(users.map((user) => [user.position, user]));
        kept = { id, users: kept.users.map((user) => anew.get(user.position) ?? user) };
      },
    },
    *accountIdsIn(path) {
      const file = openRosterFile(path, true);
      try {
        yield* file?.accountIds() ?? [];
      } finally {
        file?.close();
      }
    },
    forget(id) {
      forgotten += 1;
      if (kept?.id === id) kept = null;
    },
  };
}
