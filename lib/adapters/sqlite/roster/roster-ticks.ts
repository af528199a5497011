/** Stores the unticked users of a roster: one row per account in the roster's file. */
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { type TickMarks, tickMarks } from '#lib/adapters/sqlite/roster/tick-marks';
import { stagedChanges } from '#lib/adapters/sqlite/rows/staged-changes';
import { inGroups, type Pieces } from '#lib/domain/text/pieces';

/** Number of rows read or written at once: some milliseconds of work. */
const rowsAtOnce = 1_000;

const pieceSchema = z.object({ accountIds: z.array(z.string()), ticked: z.boolean() });

/** A change of the ticks of some accounts. */
interface Piece {
  accountIds: readonly string[];
  ticked: boolean;
}

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
  /** Drops the cache, which is read again when it is needed. */
  forget(): void;
}

/** The unticked accounts after the change that follows the one with the number `before`. */
interface Copy {
  accounts: Set<string>;
  before: number;
}

/** The ticks in the roster's file `database`. `noteChange` is called after every change. */
export class StoredTicks implements RosterTicks {
  /** The unticked accounts; null until they are read. */
  private kept: Set<string> | null = null;
  /** The number of changes so far. */
  private changed = 0;
  private readonly marks: TickMarks;
  /** Changes of very many accounts. */
  private readonly changes;
  private readonly select;
  private readonly write;
  private readonly writeOnce;
  private readonly readElsewhere;

  constructor(
    private readonly database: Database,
    private readonly noteChange: () => void,
  ) {
    this.marks = tickMarks(database);
    this.select = database
      .prepare<[string, number], string>(
        'SELECT account_id FROM unticked WHERE account_id > ? ORDER BY account_id LIMIT ?',
      )
      .pluck();
    const untick = database.prepare('INSERT OR IGNORE INTO unticked (account_id) VALUES (?)');
    const tick = database.prepare('DELETE FROM unticked WHERE account_id = ?');
    this.write = database.transaction(({ accountIds, ticked }: Piece) => {
      for (const accountId of accountIds) (ticked ? tick : untick).run(accountId);
    });
    this.changes = stagedChanges(database, 'ticks', pieceSchema, this.write);
    this.writeOnce = database.transaction((accountIds: readonly string[]): string[] => {
      const first = this.marks.markUntickedOnce(accountIds);
      this.write({ accountIds: first, ticked: false });
      return first;
    });
    // If another process writes: the rows and that process's pending changes, in one transaction.
    this.readElsewhere = database.transaction((): ReadonlySet<string> => {
      const accounts = new Set(this.select.all('', -1));
      for (const piece of this.changes.notYetCarriedOut()) applyTo(accounts, piece);
      return accounts;
    });
  }

  unticked(): ReadonlySet<string> {
    // The other process may have changed them, so they are read every time.
    if (this.database.readonly) return this.readElsewhere();
    if (this.kept !== null) return this.kept;
    this.changes.finish();
    this.kept = new Set(this.select.all('', -1));
    return this.kept;
  }

  *untickedInPieces(): Pieces<ReadonlySet<string>> {
    if (this.database.readonly) return this.unticked();
    if (this.kept !== null) return this.kept;
    yield* this.changes.finishInPieces();
    const before = this.changed;
    const accounts = new Set<string>();
    for (let last: string | undefined = ''; last !== undefined; ) {
      const page: string[] = this.select.all(last, rowsAtOnce);
      for (const accountId of page) accounts.add(accountId);
      last = page.length < rowsAtOnce ? undefined : page.at(-1);
      if (last !== undefined) yield;
    }
    // If something changed during the reading, the result is outdated.
    if (this.changed !== before) return this.unticked();
    this.kept = accounts;
    return accounts;
  }

  set(accountIds: readonly string[], ticked: boolean): void {
    if (accountIds.length === 0) return;
    this.changes.finish();
    this.write({ accountIds, ticked });
    this.remember({ accountIds, ticked });
  }

  *setMany(accountIds: readonly string[], ticked: boolean): Pieces<void> {
    if (accountIds.length <= rowsAtOnce) return this.set(accountIds, ticked);
    // All ticks change at one moment, which very many accounts would make long.
    const copy = yield* this.changedCopy(accountIds, ticked);
    yield* this.changes.make(piecesOf(accountIds, ticked), () => {
      if (copy?.before !== this.changed) return this.remember({ accountIds, ticked });
      this.remember({ accountIds: [], ticked });
      this.kept = copy.accounts;
    });
  }

  untickWith(accountIds: readonly string[], alongside: () => void): void {
    this.changes.finish();
    this.database.transaction(() => {
      alongside();
      this.write({ accountIds, ticked: false });
    })();
    this.remember({ accountIds, ticked: false });
  }

  untickOnce(accountIds: readonly string[]): void {
    this.changes.finish();
    this.remember({ accountIds: this.writeOnce(accountIds), ticked: false });
  }

  untickedOnce(): ReadonlySet<string> {
    return this.marks.untickedOnce();
  }

  tickAfterRun(accountIds: readonly string[], run: number): void {
    this.marks.markTickedAfterRun(accountIds, run);
    this.noteChange();
  }

  tickedAfterRun(): ReadonlyMap<string, number> {
    return this.marks.tickedAfterRun();
  }

  forget(): void {
    this.changed += 1;
    this.kept = null;
  }

  /** Makes a change that is written also in memory. */
  private remember(piece: Piece): void {
    this.changed += 1;
    this.noteChange();
    if (this.kept !== null) applyTo(this.kept, piece);
  }

  /**
   * The accounts in memory as a change will leave them, and the number of the change before it. Null if none are kept.
   */
  private *changedCopy(accountIds: readonly string[], ticked: boolean): Pieces<Copy | null> {
    if (this.kept === null) return null;
    const before = this.changed;
    const accounts = new Set<string>();
    for (const group of inGroups(this.kept, rowsAtOnce)) {
      for (const accountId of group) accounts.add(accountId);
      yield;
    }
    for (const piece of piecesOf(accountIds, ticked)) {
      applyTo(accounts, piece);
      yield;
    }
    return { accounts, before };
  }
}

/** Makes a change in a set of unticked accounts. */
function applyTo(unticked: Set<string>, { accountIds, ticked }: Piece): void {
  for (const accountId of accountIds) {
    if (ticked) unticked.delete(accountId);
    else unticked.add(accountId);
  }
}

function* piecesOf(all: readonly string[], ticked: boolean) {
  for (const accountIds of inGroups(all, rowsAtOnce)) yield { accountIds, ticked };
}
