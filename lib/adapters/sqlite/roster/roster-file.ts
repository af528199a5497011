/** The file of a roster: its users in pages, and who is unticked. */
import { existsSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { Sqlite } from '#lib/adapters/sqlite/driver';
import { type PackedPage, unpackedAccounts, unpackedUsers } from '#lib/adapters/sqlite/roster/packed-users';
import { rosterVersion } from '#lib/adapters/sqlite/roster/roster-schema';
import { type RosterTicks, StoredTicks } from '#lib/adapters/sqlite/roster/roster-ticks';
import { storedUser } from '#lib/adapters/sqlite/roster/stored-users';
import { parsed } from '#lib/adapters/sqlite/stored-text';
import { accountKey } from '#lib/domain/account/account-id';
import type { RosterUser } from '#lib/domain/roster/roster';
import { blockContested } from '#lib/domain/roster/users/contested';
import type { Pieces } from '#lib/domain/text/pieces';
import { thrownCode } from '#lib/domain/text/thrown';

/** An open file. */
export interface RosterFile {
  /** A file that is closed or damaged has no unticked users. */
  ticks: RosterTicks;
  /**
   * The users, page by page, each some milliseconds of work; without their cells in half the time. It ends early if the
   * file is closed or damaged.
   */
  pages(withCells: boolean): Generator<readonly RosterUser[]>;
  /** Their account IDs, page by page, without reading the users. */
  accountIds(): Generator<readonly string[]>;
  /** The first user with this account, in any spelling. Reads the users of one page only, and a page in each piece. */
  find(accountId: string): Pieces<RosterUser | null>;
  /** Replaces the users at the same positions, and unticks these accounts, at the same moment. */
  replace(users: readonly RosterUser[], unticked: readonly string[]): void;
  /** The number of times that users were replaced. */
  changes(): number;
  /** Whether something could not be read. Then nobody may be called, since those who were unticked are not known. */
  isDamaged(): boolean;
  close(): void;
}

/**
 * Opens a file. Null if there is none, or if it cannot be read as a roster's. Faults of the disk are thrown.
 * `noteChange` is called after every change of its ticks and users.
 */
export function openRosterFile(
  path: string,
  isReadOnly: boolean,
  noteChange: () => void = () => undefined,
): RosterFile | null {
  if (!existsSync(path)) return null;
  let database: Database | null = null;
  try {
    database = new Sqlite(path, { readonly: isReadOnly, fileMustExist: true });
    if (database.pragma('user_version', { simple: true }) === rosterVersion) {
      if (!isReadOnly) beDurable(database);
      return rosterFile(database, noteChange);
    }
    database.close();
    return null;
  } catch (problem) {
    database?.close();
    if (isDamage(problem)) return null;
    throw problem;
  }
}

/** As for the database of runs: a change is on disk when it returns, and deleted bytes are overwritten. */
function beDurable(database: Database): void {
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('fullfsync = ON');
  database.pragma('checkpoint_fullfsync = ON');
  database.pragma('secure_delete = ON');
}

/** The codes of SQLite for a file that is not, or no longer, a roster's. */
function isDamage(problem: unknown): boolean {
  const damages = ['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_ERROR'];
  return damages.some((damage) => thrownCode(problem).startsWith(damage));
}

const nobody: ReadonlySet<string> = new Set();

/** Reads a file that may be closed meanwhile, since the roster was deleted, or turn out to be damaged. */
function readingOf(database: Database) {
  let isDamaged = false;
  function read<T>(work: () => T, otherwise: T): T {
    if (isDamaged || !database.open) return otherwise;
    try {
      return work();
    } catch (problem) {
      if (!isDamage(problem)) throw problem;
      isDamaged = true;
      return otherwise;
    }
  }
  function* readInPieces<T>(work: Pieces<T>, otherwise: T): Pieces<T> {
    for (;;) {
      const step = read(() => work.next(), { done: true as const, value: otherwise });
      if (step.done) return step.value;
      yield;
    }
  }
  return { read, readInPieces, isDamaged: () => isDamaged };
}

/** The same ticks, of which none can be read once the file is damaged. */
function readable(
  ticks: RosterTicks,
  { read, readInPieces }: Pick<ReturnType<typeof readingOf>, 'read' | 'readInPieces'>,
): RosterTicks {
  return {
    unticked: () => read(() => ticks.unticked(), nobody),
    untickedInPieces: () => readInPieces(ticks.untickedInPieces(), nobody),
    set: (accountIds, ticked) => ticks.set(accountIds, ticked),
    setMany: (accountIds, ticked) => readInPieces(ticks.setMany(accountIds, ticked), undefined),
    untickWith: (accountIds, write) => ticks.untickWith(accountIds, write),
    untickOnce: (accountIds) => ticks.untickOnce(accountIds),
    untickedOnce: () => read(() => ticks.untickedOnce(), nobody),
    tickAfterRun: (accountIds, run) => ticks.tickAfterRun(accountIds, run),
    tickedAfterRun: () => read(() => ticks.tickedAfterRun(), new Map()),
    forget: () => ticks.forget(),
  };
}

function rosterFile(database: Database, noteChange: () => void): RosterFile {
  const { read, readInPieces, isDamaged } = readingOf(database);
  const ticks = new StoredTicks(database, noteChange);
  const pageAfter = (cells: string) =>
    database.prepare<[number], PackedPage>(
      `SELECT first, count, users, ${cells} FROM pages WHERE first > ? ORDER BY first LIMIT 1`,
    );
  const nextPage = pageAfter('cells');
  const nextBrief = pageAfter('NULL AS cells');
  const nextAccounts = database.prepare<[number], { first: number; accounts: Buffer }>(
    'SELECT first, accounts FROM pages WHERE first > ? ORDER BY first LIMIT 1',
  );
  const selectChanged = database.prepare<[number, number], { position: number; user: string }>(
    'SELECT position, user FROM changed WHERE position BETWEEN ? AND ? ORDER BY position',
  );
  const selectContested = database
    .prepare<[number, number], number>('SELECT position FROM contested WHERE position BETWEEN ? AND ?')
    .pluck();
  const change = database.prepare('INSERT OR REPLACE INTO changed (position, user) VALUES (?, ?)');
  let changes = 0;

  /** The users who were looked up since, by position. */
  const changedIn = (first: number, last: number): Map<number, RosterUser> =>
    new Map(
      selectChanged
        .all(first, last)
        .map(({ position, user }) => [position, storedUser(position, parsed(user))]),
    );

  const allChanged = () => read(() => changedIn(0, Number.MAX_SAFE_INTEGER), new Map<number, RosterUser>());

  function usersOf(page: PackedPage): readonly RosterUser[] {
    const last = page.first + page.count - 1;
    const changed = changedIn(page.first, last);
    const users = unpackedUsers(page).map((user) => changed.get(user.position) ?? user);
    return blockContested(users, selectContested.all(page.first, last));
  }

  function* find(accountId: string): Pieces<RosterUser | null> {
    const key = accountKey(accountId);
    const isWanted = (user: RosterUser) => user.accountId !== null && accountKey(user.accountId) === key;
    for (let first = -1; ; ) {
      const page = read(() => nextAccounts.get(first), undefined);
      if (!page) break;
      first = page.first;
      const isHere = unpackedAccounts(page.accounts)?.some((each) => accountKey(each) === key) ?? false;
      const users = isHere ? read(() => nextPage.get(first - 1), undefined) : undefined;
      const found = users && read(() => usersOf(users), []).find(isWanted);
      if (found) return found;
      yield;
    }
    return [...allChanged().values()].find(isWanted) ?? null;
  }

  return {
    find,
    ticks: readable(ticks, { read, readInPieces }),
    *pages(withCells) {
      for (let first = -1; ; ) {
        const page = read(() => (withCells ? nextPage : nextBrief).get(first), undefined);
        if (!page) return;
        first = page.first;
        yield read(() => usersOf(page), []);
      }
    },
    *accountIds() {
      for (let first = -1; ; ) {
        const page = read(() => nextAccounts.get(first), undefined);
        if (!page) break;
        first = page.first;
        yield unpackedAccounts(page.accounts) ?? [];
      }
      yield [...allChanged().values()].flatMap(({ accountId }) => accountId ?? []);
    },
    replace(users, unticked) {
      ticks.untickWith(unticked, () => {
        for (const user of users) change.run(user.position, JSON.stringify(user));
      });
      changes += 1;
    },
    changes: () => changes,
    isDamaged,
    close: () => void database.close(),
  };
}
