/** Reads the users of rosters. Those of the roster read last stay in memory: the review asks for them repeatedly. */
import { openRosterFile } from '#lib/adapters/sqlite/roster/roster-file';
import type { RosterFiles } from '#lib/adapters/sqlite/roster/roster-files';
import type { RosterUser } from '#lib/domain/roster/roster';
import { atOnce, type Pieces } from '#lib/domain/text/pieces';
import type { RosterStore } from '#lib/engine/storage';

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

/** `isReadable`: whether there is such a roster, with a summary that can be read. */
export function rosterUsers(files: RosterFiles, isReadable: (id: string) => boolean): RosterUsers {
  let kept: { id: string; users: readonly RosterUser[] } | null = null;

  const canBeRead = (id: string) => isReadable(id) && !files.of(id).isDamaged();

  function* pages(id: string, withCells: boolean): Generator<readonly RosterUser[]> {
    if (canBeRead(id)) yield* files.of(id).pages(withCells);
  }

  function* usersInPieces(id: string): Pieces<readonly RosterUser[]> {
    if (!canBeRead(id)) return [];
    if (kept?.id === id) return kept.users;
    const file = files.of(id);
    const before = file.changes();
    const users: RosterUser[] = [];
    for (const page of file.pages(true)) {
      for (const user of page) users.push(user);
      yield;
    }
    // If something changed during the reading, the result is outdated.
    if (!canBeRead(id)) return [];
    if (file.changes() !== before) return atOnce(usersInPieces(id));
    kept = { id, users };
    return users;
  }

  return {
    verbs: {
      users: (id) => atOnce(usersInPieces(id)),
      usersInPieces,
      *find(id, accountId) {
        return canBeRead(id) ? yield* files.of(id).find(accountId) : null;
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
      if (kept?.id === id) kept = null;
    },
  };
}
