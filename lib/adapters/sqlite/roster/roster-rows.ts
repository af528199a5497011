/** The rows of rosters in the database: everything about a roster but its users and ticks. */
import type { Database } from 'better-sqlite3';
import { lostSummary, storedSummary } from '#lib/adapters/sqlite/roster/stored-users';
import type { RosterSummary } from '#lib/domain/roster/roster';
import type { NewRoster, RosterRecord } from '#lib/engine/storage/rosters';

/** A row as it is stored. Dates are ms since the epoch. */
interface RosterRow {
  id: string;
  name: string;
  created_at: number;
  written_at: number | null;
  /** JSON. */
  summary: string;
  operator_absent: number;
}

interface RosterRows {
  get(id: string): RosterRow | null;
  has(id: string): boolean;
  /** Newest first. */
  all(): RosterRow[];
  /** The summary of a roster; null if there is no such roster, or if its summary can no longer be read. */
  summaryOf(id: string): RosterSummary | null;
  add(roster: NewRoster, summary: RosterSummary): void;
  setSummary(id: string, summary: RosterSummary): void;
  setOperatorAbsent(id: string, absent: boolean): void;
  remove(id: string): void;
  /** Removes the rows that earlier versions left without a summary when they were ended while they read a file. */
  removeUnfinished(): void;
}

export function rosterRows(database: Database): RosterRows {
  const select = 'SELECT id, name, created_at, written_at, summary, operator_absent FROM rosters';
  const one = database.prepare<[string], RosterRow>(`${select} WHERE id = ? AND summary IS NOT NULL`);
  const all = database.prepare<[], RosterRow>(
    `${select} WHERE summary IS NOT NULL ORDER BY created_at DESC, id`,
  );
  const insert = database.prepare(
    'INSERT INTO rosters (id, name, created_at, written_at, summary, in_file) VALUES (?, ?, ?, ?, ?, 1)',
  );
  return {
    get: (id) => one.get(id) ?? null,
    has: (id) => one.get(id) !== undefined,
    all: () => all.all(),
    summaryOf: (id) => storedSummary(one.get(id)?.summary ?? ''),
    add({ id, name, createdAt, writtenAt }, summary) {
      insert.run(id, name, createdAt, writtenAt, JSON.stringify(summary));
    },
    setSummary(id, summary) {
      database.prepare('UPDATE rosters SET summary = ? WHERE id = ?').run(JSON.stringify(summary), id);
    },
    setOperatorAbsent(id, absent) {
      database.prepare('UPDATE rosters SET operator_absent = ? WHERE id = ?').run(absent ? 1 : 0, id);
    },
    remove(id) {
      database.prepare('DELETE FROM rosters WHERE id = ?').run(id);
    },
    removeUnfinished() {
      database.prepare('DELETE FROM rosters WHERE summary IS NULL').run();
    },
  };
}

/** The roster of a row. `isLost`: its file is lost, and with it everything that the summary says about its users. */
export function toRecord(row: RosterRow, isLost: boolean): RosterRecord {
  const summary = (isLost ? null : storedSummary(row.summary)) ?? lostSummary();
  return {
    id: row.id,
    name: row.name,
    kind: summary.kind,
    createdAt: row.created_at,
    writtenAt: row.written_at,
    summary,
    operatorAbsent: row.operator_absent === 1,
  };
}
