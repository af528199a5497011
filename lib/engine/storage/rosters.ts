/** Stores rosters with their users and ticks. A write is durable when its method returns. */
import type { Survey, SurveyQuestions } from '#lib/domain/plan/survey';
import type { DateOrder } from '#lib/domain/roster/cells/date-order';
import type {
  ColumnMapping,
  Original,
  RosterError,
  RosterKind,
  RosterOrganisation,
  RosterSummary,
  RosterUser,
} from '#lib/domain/roster/roster';
import type { Pieces } from '#lib/domain/text/pieces';
import type { WorkbookChoice } from '#lib/domain/workbook/reading';

/** A stored roster, without its users. Dates are ms since the epoch. */
export interface RosterRecord {
  id: string;
  name: string;
  kind: RosterKind;
  createdAt: number;
  writtenAt: number | null;
  summary: RosterSummary;
  /** The admin said that their own account is not in this file. */
  operatorAbsent: boolean;
}

/** A roster that is being made. */
export type NewRoster = Pick<RosterRecord, 'id' | 'name' | 'createdAt' | 'writtenAt'>;

/** The source of a roster: null or absent if it is not known. */
interface RosterOrigin {
  original?: Original | null;
  organisation?: RosterOrganisation | null;
}

/** A roster whose data is written, but which does not exist until `finish` is called. */
export interface RosterDraft {
  summary: RosterSummary;
  /** The account IDs of its users, in groups of some milliseconds of work. */
  accountIds(): Iterable<readonly string[]>;
  /**
   * Makes it a roster. These account IDs are unticked in addition to those that are already. `from` becomes part of its
   * summary: the file that was read, if all of it was seen, and the organisation. Yields to the event loop.
   */
  finish(unticked: readonly string[], from?: RosterOrigin): Promise<RosterRecord>;
  /** Discards everything. */
  abandon(): Promise<void>;
}

/** Receives the users of a roster that is made here. */
interface RosterWriter {
  add(users: readonly RosterUser[]): void;
  end(summary: RosterSummary): RosterDraft;
  /** Discards everything. */
  abandon(): Promise<void>;
}

/** The parameters with which a file is read. */
interface RosterReading {
  /** Maximum number of bytes; the reader's default if absent. */
  maxBytes?: number | undefined;
  mapping: ColumnMapping | null;
  /** The admin's answers about a workbook, if they were asked. */
  workbook?: WorkbookChoice | undefined;
  /** The questions about all its users. */
  questions: SurveyQuestions;
  /** The day on which it is read, YYYY-MM-DD. */
  today: string;
}

/** The result of reading a file, or why it is refused. A refused file leaves nothing behind. */
type RosterRead = { ok: true; draft: RosterDraft; survey: Survey } | { ok: false; error: RosterError };

/** Stores rosters with their users and ticks. */
export interface RosterStore {
  begin(file: NewRoster): RosterWriter;
  /** Reads the bytes of a file, without holding up the event loop. Rejects if they cannot be written. */
  read(file: NewRoster, chunks: AsyncIterable<Uint8Array>, reading: RosterReading): Promise<RosterRead>;
  /** Newest first. */
  list(): RosterRecord[];
  get(id: string): RosterRecord | null;
  /**
   * A number that grows with every change of a stored roster: its ticks, its users, the admin's answers, its deletion.
   */
  revision(): number;
  users(id: string): readonly RosterUser[];
  /** The same in pieces. Afterwards `users` has them cached, unless another roster is read in the meantime. */
  usersInPieces(id: string): Pieces<readonly RosterUser[]>;
  /** The users without their cells, in groups of some milliseconds of work, of which only one is in memory. */
  pagesWithoutCells(id: string): Iterable<readonly RosterUser[]>;
  /** Whether `users` has them cached. */
  areInMemory(id: string): boolean;
  /** The first `most` users, without reading the others. */
  firstUsers(id: string, most: number): readonly RosterUser[];
  /** The first user with this account, in any spelling, without reading many others. */
  find(id: string, accountId: string): Pieces<RosterUser | null>;
  /** Whether any roster has this account, in any spelling. Reads the account IDs of all. */
  hasAccount(accountId: string): boolean;
  /** The unticked accounts. Later changes may show in the same set. */
  unticked(id: string): ReadonlySet<string>;
  untickedInPieces(id: string): Pieces<ReadonlySet<string>>;
  setTicked(id: string, accountIds: readonly string[], ticked: boolean): void;
  /**
   * The same for a large number of accounts, in pieces. All of them change at the same moment, even if the process
   * dies.
   */
  setManyTicked(id: string, accountIds: readonly string[], ticked: boolean): Pieces<void>;
  /**
   * Unticks those of these accounts that this method has never unticked before, and remembers them. So a later check
   * does not remove ticks that the admin has set again.
   */
  untickOnce(id: string, accountIds: readonly string[]): void;
  /** All accounts that `untickOnce` has unticked, even if they were ticked again since. */
  untickedOnce(id: string): ReadonlySet<string>;
  /** Remembers that these accounts were ticked after the run of this number, although they were uncertain after it. */
  tickAfterRun(id: string, accountIds: readonly string[], run: number): void;
  /** The accounts that `tickAfterRun` remembers, with the last such run. */
  tickedAfterRun(id: string): ReadonlyMap<string, number>;
  setOperatorAbsent(id: string, absent: boolean): void;
  /** Keeps the answer about the dates of a column. False if the roster has no such column that was asked about. */
  setDateOrder(id: string, column: number, order: DateOrder): boolean;
  /** Replaces the users at the same positions, and unticks the accounts in `unticked`. */
  replaceUsers(id: string, users: readonly RosterUser[], unticked: readonly string[]): void;
  /** Removes the roster at once. Resolves when its bytes are overwritten; to false if some may be left. */
  remove(id: string): Promise<boolean>;
  /** Resolves when nothing is written any more. */
  close(): Promise<void>;
}
