/** Writes a roster's file while its users are read. Until it has its final name, there is no such roster. */
import type { Database } from 'better-sqlite3';
import { Sqlite } from '#lib/adapters/sqlite/driver';
import { makeOwnFile } from '#lib/adapters/sqlite/own-file';
import { packed, unpackedUsers } from '#lib/adapters/sqlite/roster/packed-users';
import { rosterTables, rosterVersion } from '#lib/adapters/sqlite/roster/roster-schema';
import type { RosterUser } from '#lib/domain/roster/roster';
import { isDoubtful } from '#lib/domain/roster/users/remarks';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';

/** Writes one file. After a failure, `close` and erase it. */
interface RosterWriting {
  /** Adds the next users, in the order of their positions. */
  add(users: readonly RosterUser[]): void;
  untick(accountIds: readonly string[]): void;
  /** Unticks these accounts at the end if the file is then known to be an export of Atlassian. */
  untickInExport(accountIds: readonly string[]): void;
  /** Replaces the users that `change` returns changed, and unticks those of them who are now doubtful. */
  change(change: (user: RosterUser) => RosterUser | null): void;
  /** Writes the remaining rows, and closes the file. It is not durable yet. */
  end(contested: readonly number[], isExport: boolean): void;
  /** May be called twice. */
  close(): void;
}

/** Users in a page: unpacking and parsing them takes some milliseconds. */
const usersAPage = 500;

/** Pages of long rows have fewer users: their cells have about as many characters as this. */
const charactersAPage = 131_072;

/** Unticked accounts come in random order. With this cache, a million of them are written at once. In KiB. */
const cacheKib = 65_536;

/** A page that is being filled. `characters`: those of the cells. */
interface Page {
  first: number;
  users: RosterUser[];
  characters: number;
}

const emptyPage = (first: number): Page => ({ first, users: [], characters: 0 });

/** Begins the file, which must not exist. Nothing is durable before the whole file is synced. */
export function writeRosterFile(path: string): RosterWriting {
  makeOwnFile(path);
  const database = new Sqlite(path);
  passing(database);
  // In memory, since data of a deleted roster must not stay in a temporary file of the system.
  database.pragma('temp_store = MEMORY');
  database.exec('CREATE TEMP TABLE inactive (account_id TEXT PRIMARY KEY) WITHOUT ROWID');
  database.exec(`${rosterTables} PRAGMA user_version = ${rosterVersion};`);
  const insertPage = database.prepare(
    'INSERT INTO pages (first, count, accounts, users, cells) VALUES (?, ?, ?, ?, ?)',
  );
  const contest = database.prepare('INSERT OR IGNORE INTO contested (position) VALUES (?)');
  const insertContested = database.transaction((positions: readonly number[]) => {
    for (const position of positions) contest.run(position);
  });
  let page = emptyPage(0);

  function flush(): void {
    const { first, users } = page;
    if (users.length === 0) return;
    const accounts = users.flatMap(({ accountId }) => accountId ?? []);
    const cells = users.map((user) => user.cells);
    const others = users.map((user) => ({ ...user, cells: [] }));
    insertPage.run(first, users.length, packed(accounts), packed(others), packed(cells));
    page = emptyPage(first + users.length);
  }

  return {
    add(users) {
      for (const user of users) {
        if (user.position !== page.first + page.users.length) {
          flush();
          page.first = user.position;
        }
        page.users.push(user);
        for (const cell of user.cells) page.characters += cell.length;
        if (page.users.length >= usersAPage || page.characters >= charactersAPage) flush();
      }
    },
    untick: untickWith(database, 'unticked'),
    untickInExport: untickWith(database, 'temp.inactive'),
    change(change) {
      flush();
      changePages(database, change);
    },
    end(contested, isExport) {
      flush();
      if (isExport) database.exec('INSERT OR IGNORE INTO unticked SELECT account_id FROM temp.inactive');
      insertContested(contested);
      database.close();
    },
    close: () => void database.close(),
  };
}

/** Users are changed page by page, so that only one page is in memory. */
function changePages(database: Database, change: (user: RosterUser) => RosterUser | null): void {
  const read = database.prepare<[number], { first: number; count: number; users: Buffer }>(
    'SELECT first, count, users FROM pages WHERE first > ? ORDER BY first LIMIT 1',
  );
  const write = database.prepare('UPDATE pages SET users = ? WHERE first = ?');
  const untick = untickWith(database, 'unticked');
  for (let page = read.get(-1); page; page = read.get(page.first)) {
    const changed: RosterUser[] = [];
    const users = unpackedUsers({ ...page, cells: null }).map((user) => {
      const anew = change(user);
      if (anew) changed.push(anew);
      return anew ?? user;
    });
    if (changed.length === 0) continue;
    write.run(packed(users), page.first);
    untick(changed.filter(isDoubtful).flatMap(({ accountId }) => accountId ?? []));
  }
}

/** Unticks accounts in a file that is written but does not have its final name yet. */
export function* untickIn(path: string, accountIds: readonly string[]): Pieces<void> {
  if (accountIds.length === 0) return;
  const database = new Sqlite(path, { fileMustExist: true });
  try {
    passing(database);
    const untick = untickWith(database, 'unticked');
    for (const group of inGroups(accountIds, accountsAtOnce)) {
      untick(group);
      yield;
    }
  } finally {
    database.close();
  }
}

/** Accounts per transaction: some milliseconds of work. */
const accountsAtOnce = 1_000;

/** Settings for a file that is deleted if it is not finished, so that nothing in it has to be durable. */
function passing(database: Database): void {
  database.pragma('journal_mode = OFF');
  database.pragma('synchronous = OFF');
  database.pragma(`cache_size = -${cacheKib}`);
}

function untickWith(
  database: Database,
  table: 'unticked' | 'temp.inactive',
): (accountIds: readonly string[]) => void {
  const insert = database.prepare(`INSERT OR IGNORE INTO ${table} (account_id) VALUES (?)`);
  return database.transaction((accountIds: readonly string[]) => {
    for (const accountId of accountIds) insert.run(accountId);
  });
}
