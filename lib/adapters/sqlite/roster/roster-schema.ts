/** The tables of a roster's file. */

/** The version of the tables, as `user_version` of the file. */
export const rosterVersion = 1;

/**
 * `pages`: users in the order of the file, packed (`packed-users.ts`), so that many of them take less space than the
 * file they come from. `first` is the position of the first one, `count` their number, `accounts` their account IDs,
 * `cells` their cells, which `users` lacks: most of the text, and only the review needs it. `changed` has the users
 * that were looked up since, as JSON. `contested` has positions (`contested.ts`). `settings` has the changes of very
 * many ticks that are under way (`staged-changes.ts`).
 */
export const rosterTables = `
  CREATE TABLE pages (
    first INTEGER PRIMARY KEY,
    count INTEGER NOT NULL,
    accounts BLOB NOT NULL,
    users BLOB NOT NULL,
    cells BLOB NOT NULL
  ) STRICT;
  CREATE TABLE changed (position INTEGER PRIMARY KEY, user TEXT NOT NULL) STRICT;
  CREATE TABLE contested (position INTEGER PRIMARY KEY) STRICT;
  CREATE TABLE unticked (account_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
  CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
`;
