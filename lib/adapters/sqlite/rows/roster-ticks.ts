/**
 * The users whom the admin unticked in each roster: one row per account. Those of the roster used last stay in memory.
 */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { stagedChanges } from '#lib/adapters/sqlite/rows/staged-changes';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';

/** Number of rows read or written at once: some milliseconds of work. */
const rowsAtOnce = 1_000;

const pieceSchema = z.object({ rosterId: z.string(), accountIds: z.array(z.string()), ticked: z.boolean() });

/** Reads and changes the ticks of rosters. */
interface RosterTicks {
  /** The unticked accounts. Later changes appear in the same set. */
  unticked(rosterId: string): ReadonlySet<string>;
  /** The same in pieces. */
  untickedInPieces(rosterId: string): Pieces<ReadonlySet<string>>;
  set(rosterId: string, accountIds: readonly string[], ticked: boolean): void;
  /** The same for very many accounts. All of them change at one moment, even if the process dies. */
  setMany(rosterId: string, accountIds: readonly string[], ticked: boolean): Pieces<void>;
  /** Unticks these accounts in one transaction with the changes of `write`. */
  untickWith(rosterId: string, accountIds: readonly string[], write: () => void): void;
  /** Writes pending changes, so that a small change after it does not have to. */
  settle(): Pieces<void>;
  forget(rosterId: string): void;
}

/** Reads and changes the ticks in `database`. */
export function rosterTicks(database: Database): RosterTicks {
  const select = database
    .prepare<[string, string, number], string>(
      'SELECT account_id FROM roster_unticked WHERE roster_id = ? AND account_id > ? ORDER BY account_id LIMIT ?',
    )
    .pluck();
  // Nothing is stored for a roster that was deleted meanwhile.
  const untick = database.prepare(
    'INSERT OR IGNORE INTO roster_unticked (roster_id, account_id) SELECT id, ? FROM rosters WHERE id = ?',
  );
  const tick = database.prepare('DELETE FROM roster_unticked WHERE account_id = ? AND roster_id = ?');
  const write = database.transaction((rosterId: string, accountIds: readonly string[], ticked: boolean) => {
    for (const accountId of accountIds) (ticked ? tick : untick).run(accountId, rosterId);
  });
  const changes = stagedChanges(database, 'ticks', pieceSchema, ({ rosterId, accountIds, ticked }) =>
    write(rosterId, accountIds, ticked),
  );
  let kept: { rosterId: string; accounts: Set<string> } | null = null;
  /** The number of changes so far. */
  let changed = 0;

  function remember(rosterId: string, accountIds: readonly string[], ticked: boolean): void {
    changed += 1;
    if (kept?.rosterId !== rosterId) return;
    for (const accountId of accountIds) {
      if (ticked) kept.accounts.delete(accountId);
      else kept.accounts.add(accountId);
    }
  }

  function keep(rosterId: string, accounts: Set<string>): ReadonlySet<string> {
    kept = { rosterId, accounts };
    return accounts;
  }

  /** If another process writes: reads the rows and that process's pending changes in one transaction. */
  const readElsewhere = database.transaction((rosterId: string): ReadonlySet<string> => {
    const accounts = new Set(select.all(rosterId, '', -1));
    for (const piece of changes.notYetCarriedOut()) {
      if (piece.rosterId !== rosterId) continue;
      for (const accountId of piece.accountIds) {
        if (piece.ticked) accounts.delete(accountId);
        else accounts.add(accountId);
      }
    }
    return accounts;
  });

  function unticked(rosterId: string): ReadonlySet<string> {
    // The other process may have changed them, so they are read every time.
    if (database.readonly) return readElsewhere(rosterId);
    if (kept?.rosterId === rosterId) return kept.accounts;
    changes.finish();
    return keep(rosterId, new Set(select.all(rosterId, '', -1)));
  }

  function set(rosterId: string, accountIds: readonly string[], ticked: boolean): void {
    if (accountIds.length === 0) return;
    changes.finish();
    write(rosterId, accountIds, ticked);
    remember(rosterId, accountIds, ticked);
  }

  return {
    unticked,
    *untickedInPieces(rosterId) {
      if (database.readonly) return unticked(rosterId);
      if (kept?.rosterId === rosterId) return kept.accounts;
      yield* changes.finishInPieces();
      const before = changed;
      const accounts = new Set<string>();
      for (let last: string | undefined = ''; last !== undefined; ) {
        const page: string[] = select.all(rosterId, last, rowsAtOnce);
        for (const accountId of page) accounts.add(accountId);
        last = page.length < rowsAtOnce ? undefined : page.at(-1);
        if (last !== undefined) yield;
      }
      // If something changed during the reading, the result is outdated.
      return changed === before ? keep(rosterId, accounts) : unticked(rosterId);
    },
    set,
    *setMany(rosterId, accountIds, ticked) {
      if (accountIds.length <= rowsAtOnce) return set(rosterId, accountIds, ticked);
      yield* changes.make(piecesOf(rosterId, accountIds, ticked), () => {
        remember(rosterId, accountIds, ticked);
      });
    },
    untickWith(rosterId, accountIds, alongside) {
      changes.finish();
      database.transaction(() => {
        alongside();
        write(rosterId, accountIds, false);
      })();
      remember(rosterId, accountIds, false);
    },
    settle: changes.finishInPieces,
    forget(rosterId) {
      changed += 1;
      if (kept?.rosterId === rosterId) kept = null;
    },
  };
}

function* piecesOf(rosterId: string, all: readonly string[], ticked: boolean) {
  for (const accountIds of inGroups(all, rowsAtOnce)) yield { rosterId, accountIds, ticked };
}
