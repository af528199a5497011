/**
 * Stores users of a file that is still being read, in a file of their own beside the database. So a file that is
 * refused at its end leaves nothing behind, and the database does not grow.
 */
import { readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import type { Database } from 'better-sqlite3';
import { Sqlite } from '#lib/adapters/sqlite/driver';
import { makeOwnFile } from '#lib/adapters/sqlite/own-file';
import type { RosterUser } from '#lib/domain/roster/roster';

/** A user's position in the file, and the JSON of what was read. */
export interface StagedUser {
  position: number;
  user: string;
}

/** The staged users of one file. */
interface Staging {
  add(users: RosterUser[]): void;
  /** The added users, in the file's order, in batches. */
  batches(): Generator<StagedUser[]>;
  /** Deletes the file. May be called twice. */
  discard(): void;
}

const prefix = 'reading-';
const suffix = '.part';
const batchUsers = 1000;

/**
 * A staging file for the roster `id`, in the folder of `database`; SQLite's own temporary file if the database has
 * none.
 */
export function stageUsers(database: Database, id: string): Staging {
  const file = database.memory ? '' : path.join(path.dirname(database.name), `${prefix}${id}${suffix}`);
  if (file !== '') makeOwnFile(file);
  const staging = new Sqlite(file);
  // Nothing here must outlive the process.
  staging.pragma('journal_mode = OFF');
  staging.pragma('synchronous = OFF');
  staging.exec('CREATE TABLE users (position INTEGER PRIMARY KEY, user TEXT NOT NULL) STRICT');
  const insert = staging.prepare('INSERT INTO users (position, user) VALUES (?, ?)');
  const select = staging.prepare<[number, number], StagedUser>(
    'SELECT position, user FROM users WHERE position > ? ORDER BY position LIMIT ?',
  );
  return {
    add: staging.transaction((users: RosterUser[]) => {
      for (const user of users) insert.run(user.position, JSON.stringify(user));
    }),
    *batches() {
      for (let after = -1; ; ) {
        const users = select.all(after, batchUsers);
        const last = users.at(-1);
        if (!last) return;
        yield users;
        after = last.position;
      }
    },
    discard() {
      staging.close();
      if (file !== '') rmSync(file, { force: true });
    },
  };
}

/** Deletes what processes that died while reading left in the folder of `database`. */
export function discardLeftovers(database: Database): void {
  if (database.memory) return;
  const folder = path.dirname(database.name);
  for (const name of readdirSync(folder)) {
    if (name.startsWith(prefix) && name.endsWith(suffix)) rmSync(path.join(folder, name), { force: true });
  }
}
