/** What is remembered of accounts beside their ticks: one row of `settings` in the roster's file for each account. */
import type { Database } from 'better-sqlite3';

/** The key of the row of an account that a check has unticked begins with this. */
const untickedPrefix = 'unticked-once:';

/** The key of the row of an account that was ticked although a run made it uncertain begins with this. */
const afterRunPrefix = 'ticked-after-run:';

/** Reads and writes the marks of accounts. */
export interface TickMarks {
  /** Remembers that a check has unticked these accounts. Returns those of which it was not remembered yet. */
  markUntickedOnce(accountIds: readonly string[]): string[];
  untickedOnce(): ReadonlySet<string>;
  /** Remembers that these accounts were ticked after the run of this number. */
  markTickedAfterRun(accountIds: readonly string[], run: number): void;
  /** These accounts, with the last such run. */
  tickedAfterRun(): ReadonlyMap<string, number>;
}

/** The marks in the roster's file `database`. */
export function tickMarks(database: Database): TickMarks {
  const between = database.prepare<[string, string], { key: string; value: string }>(
    'SELECT key, value FROM settings WHERE key > ? AND key < ?',
  );
  const replace = database.prepare('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)');
  const insert = database.prepare("INSERT OR IGNORE INTO settings (key, value) VALUES (?, '')");
  const rowsOf = (prefix: string): [accountId: string, value: string][] =>
    between.all(prefix, `${prefix}\u007f`).map(({ key, value }) => [key.slice(prefix.length), value]);
  return {
    markUntickedOnce: (accountIds) =>
      accountIds.filter((accountId) => insert.run(`${untickedPrefix}${accountId}`).changes > 0),
    untickedOnce: () => new Set(rowsOf(untickedPrefix).map(([accountId]) => accountId)),
    markTickedAfterRun: database.transaction((accountIds: readonly string[], run: number) => {
      for (const accountId of accountIds) replace.run(`${afterRunPrefix}${accountId}`, String(run));
    }),
    tickedAfterRun: () => new Map(rowsOf(afterRunPrefix).map(([accountId, run]) => [accountId, Number(run)])),
  };
}
