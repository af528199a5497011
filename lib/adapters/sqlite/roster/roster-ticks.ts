/** The users of a roster whom the admin unticked: one row per account in the roster's file. */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { stagedChanges } from '#lib/adapters/sqlite/rows/staged-changes';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';

/** Number of rows read or written at once: some milliseconds of work. */
const rowsAtOnce = 1_000;

/** The row of `settings` for each account that a check has unticked begins with this. */
const untickedPrefix = 'unticked-once:';

/** The row of `settings` for each account that was ticked although a run made it uncertain begins with this. */
const afterRunPrefix = 'ticked-after-run:';

const pieceSchema = z.object({ accountIds: z.array(z.string()), ticked: z.boolean() });

/** Reads and changes the ticks of a roster. */
export interface RosterTicks {
  /** The unticked accounts. A later change may appear in this set, or in another one. */
  unticked(): ReadonlySet<string>;
  /** The same in pieces. */
  untickedInPieces(): Pieces<ReadonlySet<string>>;
  set(accountIds: readonly string[], ticked: boolean): void;
  /** The same for very many accounts. All of them change at one moment, even if the process dies. */
  setMany(accountIds: readonly string[], ticked: boolean): Pieces<void>;
  /** Unticks these accounts in one transaction with the changes of `write`. */
  untickWith(accountIds: readonly string[], write: () => void): void;
  /** Unticks those of these accounts that it has never unticked before, and remembers them. */
  untickOnce(accountIds: readonly string[]): void;
  /** The accounts that `untickOnce` has unticked. */
  untickedOnce(): ReadonlySet<string>;
  /** Remembers that these accounts were ticked after the run of this number. */
  tickAfterRun(accountIds: readonly string[], run: number): void;
  /** These accounts, with the last such run. */
  tickedAfterRun(): ReadonlyMap<string, number>;
  /** Forgets what is in memory, which is read again when it is needed. */
  forget(): void;
}

/** The unticked accounts after the change that follows the one with the number `before`. */
interface Copy {
  accounts: Set<string>;
  before: number;
}

/** Reads and changes the ticks in the file `database`. `noteChange` is called after every change. */
export function rosterTicks(database: Database, noteChange: () => void): RosterTicks {
  const select = database
    .prepare<[string, number], string>(
      'SELECT account_id FROM unticked WHERE account_id > ? ORDER BY account_id LIMIT ?',
    )
    .pluck();
  const untick = database.prepare('INSERT OR IGNORE INTO unticked (account_id) VALUES (?)');
  const tick = database.prepare('DELETE FROM unticked WHERE account_id = ?');
  const write = database.transaction((accountIds: readonly string[], ticked: boolean) => {
    for (const accountId of accountIds) (ticked ? tick : untick).run(accountId);
  });
  const changes = stagedChanges(database, 'ticks', pieceSchema, ({ accountIds, ticked }) =>
    write(accountIds, ticked),
  );
  const remembered = database.prepare<[string, string], { key: string; value: string }>(
    'SELECT key, value FROM settings WHERE key > ? AND key < ?',
  );
  const rememberRun = database.prepare('INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)');
  const rememberOnce = database.prepare("INSERT OR IGNORE INTO settings (key, value) VALUES (?, '')");
  let kept: Set<string> | null = null;
  /** The number of changes so far. */
  let changed = 0;

  function remember(accountIds: readonly string[], ticked: boolean): void {
    changed += 1;
    noteChange();
    for (const accountId of kept === null ? [] : accountIds) {
      if (ticked) kept?.delete(accountId);
      else kept?.add(accountId);
    }
  }

  function keep(accounts: Set<string>): ReadonlySet<string> {
    kept = accounts;
    return accounts;
  }

  /** If another process writes: reads the rows and that process's pending changes in one transaction. */
  const readElsewhere = database.transaction((): ReadonlySet<string> => {
    const accounts = new Set(select.all('', -1));
    for (const { accountIds, ticked } of changes.notYetCarriedOut()) {
      for (const accountId of accountIds) {
        if (ticked) accounts.delete(accountId);
        else accounts.add(accountId);
      }
    }
    return accounts;
  });

  function unticked(): ReadonlySet<string> {
    // The other process may have changed them, so they are read every time.
    if (database.readonly) return readElsewhere();
    if (kept !== null) return kept;
    changes.finish();
    return keep(new Set(select.all('', -1)));
  }

  function set(accountIds: readonly string[], ticked: boolean): void {
    if (accountIds.length === 0) return;
    changes.finish();
    write(accountIds, ticked);
    remember(accountIds, ticked);
  }

  /** The accounts in memory as a change will leave them, and the number of the change before it. Null if none are kept. */
  function* changedCopy(accountIds: readonly string[], ticked: boolean): Pieces<Copy | null> {
    if (kept === null) return null;
    const before = changed;
    const accounts = new Set<string>();
    for (const group of inGroups(kept, rowsAtOnce)) {
      for (const accountId of group) accounts.add(accountId);
      yield;
    }
    for (const group of inGroups(accountIds, rowsAtOnce)) {
      for (const accountId of group) {
        if (ticked) accounts.delete(accountId);
        else accounts.add(accountId);
      }
      yield;
    }
    return { accounts, before };
  }

  function* makeMany(accountIds: readonly string[], ticked: boolean): Pieces<void> {
    if (accountIds.length <= rowsAtOnce) return set(accountIds, ticked);
    // All ticks change at one moment, which very many accounts would make long.
    const copy = yield* changedCopy(accountIds, ticked);
    yield* changes.make(piecesOf(accountIds, ticked), () => {
      if (copy?.before !== changed) return remember(accountIds, ticked);
      remember([], ticked);
      kept = copy.accounts;
    });
  }

  function* read(): Pieces<ReadonlySet<string>> {
    if (database.readonly) return unticked();
    if (kept !== null) return kept;
    yield* changes.finishInPieces();
    const before = changed;
    const accounts = new Set<string>();
    for (let last: string | undefined = ''; last !== undefined; ) {
      const page: string[] = select.all(last, rowsAtOnce);
      for (const accountId of page) accounts.add(accountId);
      last = page.length < rowsAtOnce ? undefined : page.at(-1);
      if (last !== undefined) yield;
    }
    // If something changed during the reading, the result is outdated.
    return changed === before ? keep(accounts) : unticked();
  }

  /** The accounts of the rows of `settings` that begin with this prefix, with their values. */
  const rowsOf = (prefix: string): [string, string][] =>
    remembered.all(prefix, `${prefix}\u007f`).map(({ key, value }) => [key.slice(prefix.length), value]);

  const writeAfterRun = database.transaction((accountIds: readonly string[], run: number) => {
    for (const accountId of accountIds) rememberRun.run(`${afterRunPrefix}${accountId}`, String(run));
  });

  /** Remembers these accounts, and unticks those that were not remembered yet. */
  const writeOnce = database.transaction((accountIds: readonly string[]): string[] => {
    const first = accountIds.filter(
      (accountId) => rememberOnce.run(`${untickedPrefix}${accountId}`).changes > 0,
    );
    write(first, false);
    return first;
  });

  return {
    unticked,
    untickedOnce: () => new Set(rowsOf(untickedPrefix).map(([accountId]) => accountId)),
    tickAfterRun(accountIds, run) {
      writeAfterRun(accountIds, run);
      noteChange();
    },
    tickedAfterRun: () => new Map(rowsOf(afterRunPrefix).map(([accountId, run]) => [accountId, Number(run)])),
    untickOnce(accountIds) {
      changes.finish();
      remember(writeOnce(accountIds), false);
    },
    untickedInPieces: read,
    set,
    setMany: makeMany,
    untickWith(accountIds, alongside) {
      changes.finish();
      database.transaction(() => {
        alongside();
        write(accountIds, false);
      })();
      remember(accountIds, false);
    },
    forget() {
      changed += 1;
      kept = null;
    },
  };
}

function* piecesOf(all: readonly string[], ticked: boolean) {
  for (const accountIds of inGroups(all, rowsAtOnce)) yield { accountIds, ticked };
}
