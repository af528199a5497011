/** For tests: databases that run out of space, or can no longer be written, with the real error of SQLite. */
import type { Database } from 'better-sqlite3';
import { vi } from 'vitest';
import { Sqlite } from '#lib/adapters/sqlite/driver';

/**
 * Finds every database that is opened from now on, by its first call of `pragma`, which every database of Lockstep
 * makes. `fill`: those that `isMeant` accepts by their file may not grow by one more page. `close`: nothing can be
 * written to them, nor deleted, as on a disk that is mounted read-only. `restore` is to be called at the end.
 */
export function smallDisk(isMeant: (file: string) => boolean): {
  fill(): void;
  close(): void;
  makeRoom(): void;
  restore(): void;
} {
  const opened = new Set<Database>();
  const { pragma } = Sqlite.prototype;
  const spy = vi.spyOn(Sqlite.prototype, 'pragma').mockImplementation(function (this: Database, ...given) {
    if (isMeant(this.name)) opened.add(this);
    return pragma.apply(this, given);
  });
  const allow = (isWritable: boolean) => {
    for (const database of opened) {
      if (database.open) pragma.call(database, `query_only = ${isWritable ? 0 : 1}`);
    }
  };
  const limit = (pagesOf: (database: Database) => number) => {
    for (const database of opened) {
      if (database.open) pragma.call(database, `max_page_count = ${pagesOf(database)}`);
    }
  };
  return {
    fill: () => limit((database) => Number(pragma.call(database, 'page_count', { simple: true }))),
    close: () => allow(false),
    makeRoom() {
      limit(() => 1_000_000);
      allow(true);
    },
    restore: () => spy.mockRestore(),
  };
}
