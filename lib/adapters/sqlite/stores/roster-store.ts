/** Rosters: one row each in the database, and the users and ticks of each in a file of its own. */
import path from 'node:path';
import type { Database } from 'better-sqlite3';
import { type RosterThread, sameThread } from '#lib/adapters/roster-thread/roster-thread';
import { moveRosters } from '#lib/adapters/sqlite/roster/move-rosters';
import { rosterDrafts } from '#lib/adapters/sqlite/roster/roster-drafts';
import { rosterFiles } from '#lib/adapters/sqlite/roster/roster-files';
import { leftoversIn, rosterPaths } from '#lib/adapters/sqlite/roster/roster-folder';
import { rosterRows, toRecord } from '#lib/adapters/sqlite/roster/roster-rows';
import { rosterUsers } from '#lib/adapters/sqlite/roster/roster-users';
import { tickVerbs } from '#lib/adapters/sqlite/roster/tick-verbs';
import { accountKey } from '#lib/domain/account/account-id';
import type { RosterRecord, RosterStore } from '#lib/engine/storage/rosters';

/** Stores rosters in `database` and its folder. Long work on files is done by `thread`. */
export function rosterStore(database: Database, thread: RosterThread = sameThread): RosterStore {
  const folder = path.dirname(database.name);
  const isReadOnly = database.readonly;
  const rows = rosterRows(database);
  let revision = 0;
  const noteChange = () => {
    revision += 1;
  };
  const files = rosterFiles(folder, isReadOnly, noteChange);
  const users = rosterUsers(files, rows.summaryOf);
  /** Files that are being erased. */
  const erasing = new Set<Promise<boolean>>();

  function erase(paths: readonly string[]): Promise<boolean> {
    const erased = thread.erase(paths);
    erasing.add(erased);
    void erased.finally(() => erasing.delete(erased));
    return erased;
  }

  if (!isReadOnly) {
    rows.removeUnfinished();
    moveRosters(database, folder);
    const left = leftoversIn(
      folder,
      rows.all().map(({ id }) => id),
    );
    if (left.length > 0) void erase(left);
  }

  function get(id: string): RosterRecord | null {
    const row = rows.get(id);
    return row && toRecord(row, files.isLost(id));
  }

  return {
    ...rosterDrafts({ folder, thread, erase, accountIdsIn: users.accountIdsIn, add: rows.add, get }),
    ...users.verbs,
    ...tickVerbs(files, rows.has),
    get,
    revision: () => revision,
    list() {
      const all = rows.all();
      if (isReadOnly) files.keepOnly(all.map(({ id }) => id));
      return all.map((row) => toRecord(row, files.isLost(row.id)));
    },
    hasAccount(accountId) {
      const key = accountKey(accountId);
      return rows.all().some(({ id }) => {
        for (const group of files.of(id).accountIds()) {
          if (group.some((each) => accountKey(each) === key)) return true;
        }
        return false;
      });
    },
    setOperatorAbsent(id, absent) {
      rows.setOperatorAbsent(id, absent);
      noteChange();
    },
    setDateOrder(id, column, order) {
      const summary = rows.summaryOf(id);
      const dateColumns = summary?.dateColumns ?? [];
      if (summary === null || !dateColumns.some((asked) => asked.column === column)) return false;
      const answered = dateColumns.map((asked) => (asked.column === column ? { ...asked, order } : asked));
      rows.setSummary(id, { ...summary, dateColumns: answered });
      users.forget(id);
      noteChange();
      return true;
    },
    remove(id) {
      if (!rows.has(id)) return Promise.resolve(true);
      rows.remove(id);
      files.close(id);
      users.forget(id);
      noteChange();
      return erase([rosterPaths(folder, id).file]);
    },
    async close() {
      files.closeAll();
      await Promise.all(erasing);
    },
  };
}
