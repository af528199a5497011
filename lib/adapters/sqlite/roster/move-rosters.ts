/** Moves the rosters that earlier versions kept in the database to files of their own. */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { eraseDatabase } from '#lib/adapters/sqlite/erase-file';
import { publishAtOnce, type RosterPaths, rosterPaths } from '#lib/adapters/sqlite/roster/roster-folder';
import { untickIn, writeRosterFile } from '#lib/adapters/sqlite/roster/roster-writer';
import { storedSummary, storedUser } from '#lib/adapters/sqlite/roster/stored-users';
import { stagedChanges } from '#lib/adapters/sqlite/rows/staged-changes';
import { parsed } from '#lib/adapters/sqlite/stored-text';
import { atOnce, inGroups } from '#lib/domain/text/pieces';

/** Number of rows copied at once. */
const rowsAtOnce = 500;

/**
 * Moves all of them, one after the other. If the process dies, those that were not moved are moved at the next start:
 * the rows are deleted, and the file counts, at the same moment.
 */
export function moveRosters(database: Database, folder: string): void {
  const waiting = database
    .prepare<[], { id: string; summary: string }>('SELECT id, summary FROM rosters WHERE in_file = 0')
    .all();
  if (waiting.length === 0) return;
  completeTicks(database);
  const moved = database.transaction((id: string) => {
    database.prepare('DELETE FROM roster_users WHERE roster_id = ?').run(id);
    database.prepare('DELETE FROM roster_unticked WHERE roster_id = ?').run(id);
    database.prepare('UPDATE rosters SET in_file = 1 WHERE id = ?').run(id);
  });
  for (const { id, summary } of waiting) {
    writeCopy(database, id, storedSummary(summary)?.contested ?? [], rosterPaths(folder, id));
    moved(id);
  }
}

function writeCopy(database: Database, id: string, contested: readonly number[], paths: RosterPaths): void {
  for (const left of [paths.part, paths.file]) eraseDatabase(left);
  const writing = writeRosterFile(paths.part);
  const users = database.prepare<[string], { position: number; user: string }>(
    'SELECT position, user FROM roster_users WHERE roster_id = ? ORDER BY position',
  );
  for (const rows of inGroups(users.iterate(id), rowsAtOnce)) {
    writing.add(rows.map(({ position, user }) => storedUser(position, parsed(user))));
  }
  writing.end(contested, false);
  const unticked = database
    .prepare<[string], string>('SELECT account_id FROM roster_unticked WHERE roster_id = ?')
    .pluck();
  atOnce(untickIn(paths.part, unticked.all(id)));
  publishAtOnce(paths);
}

const pieceSchema = z.object({ rosterId: z.string(), accountIds: z.array(z.string()), ticked: z.boolean() });

/** Carries out the changes of very many ticks during which an earlier version was ended. */
function completeTicks(database: Database): void {
  const untick = database.prepare(
    'INSERT OR IGNORE INTO roster_unticked (roster_id, account_id) SELECT id, ? FROM rosters WHERE id = ?',
  );
  const tick = database.prepare('DELETE FROM roster_unticked WHERE account_id = ? AND roster_id = ?');
  stagedChanges(database, 'ticks', pieceSchema, ({ rosterId, accountIds, ticked }) => {
    for (const accountId of accountIds) (ticked ? tick : untick).run(accountId, rosterId);
  });
}
