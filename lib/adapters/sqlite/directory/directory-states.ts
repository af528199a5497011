/** The states in a directory's tables: how far each list is known, and the questions about the users of a roster. */
import type { Database } from 'better-sqlite3';
import { parsed } from '#lib/adapters/sqlite/stored-text';
import type { Source } from '#lib/domain/directory/reading';
import { afterExpiry, sweepSchema } from '#lib/domain/directory/sweep';

/** A table of states, and the columns of its key. */
export interface StateTable {
  table: string;
  key: readonly string[];
}

/** The states of the lists, by source. */
export const sweepStates: StateTable = { table: 'sweeps', key: ['source'] };

/** The states of the questions about each user, by roster and part. */
export const partStates: StateTable = { table: 'parts', key: ['roster_id', 'part'] };

/** The text of a state; undefined if there is none. */
export function readState(
  database: Database,
  { table, key }: StateTable,
  of: readonly string[],
): string | undefined {
  const where = key.map((column) => `${column} = ?`).join(' AND ');
  return database
    .prepare<string[], string>(`SELECT state FROM ${table} WHERE ${where}`)
    .pluck()
    .get(...of);
}

/** Writes a state over the earlier one. */
export function putState(
  database: Database,
  { table, key }: StateTable,
  of: readonly string[],
  state: string,
): void {
  const values = key.map(() => '?').join(', ');
  database
    .prepare(`INSERT OR REPLACE INTO ${table} (${key.join(', ')}, state) VALUES (${values}, ?)`)
    .run(...of, state);
}

/**
 * Forgets what was known before `before` (ms since the epoch), and lists of which readings were deleted: `deleted` has
 * the highest sweep among those of each source. To be called in a transaction.
 */
export function expireStates(database: Database, before: number, deleted: ReadonlyMap<Source, number>): void {
  const sweeps = database.prepare<[], { source: Source; state: string }>('SELECT * FROM sweeps').all();
  for (const { source, state } of sweeps) {
    const { data } = sweepSchema.safeParse(parsed(state));
    if (!data) continue;
    const after = afterExpiry(data, before, deleted.get(source) ?? 0);
    if (after !== data) putState(database, sweepStates, [source], JSON.stringify(after));
  }
  database.prepare("DELETE FROM parts WHERE NOT json_valid(state) OR state ->> '$.at' < ?").run(before);
}
