/** The engine's storage ports. Reading and writing is synchronous: when a method returns, the data is durable. */

import type { AccountKey } from '#lib/domain/account/account-id';
import type { Person } from '#lib/domain/account/person';
import type { PartState } from '#lib/domain/directory/known';
import type { DirectoryAccount } from '#lib/domain/directory/managed-account';
import type { AccountReading, Reading, Source } from '#lib/domain/directory/reading';
import type { SweepState, SweptSource } from '#lib/domain/directory/sweep';
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import type { SizeLimit } from '#lib/domain/plan/alarms/size-limit';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import type { Survey, SurveyQuestions } from '#lib/domain/plan/survey';
import type { Protection, ProtectionChange, Protections } from '#lib/domain/protection/protection';
import type { ProtectionRule } from '#lib/domain/protection/protection-rule';
import type { Retention, StorageNotice } from '#lib/domain/retention';
import type { DateOrder } from '#lib/domain/roster/cells/date-order';
import type {
  ColumnMapping,
  Original,
  RosterError,
  RosterKind,
  RosterSummary,
  RosterUser,
} from '#lib/domain/roster/roster';
import type { StoredLine } from '#lib/domain/run/chain';
import type { JournalEntry, RunEvent } from '#lib/domain/run/events';
import type { RunSummary } from '#lib/domain/run/view/summary';
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

/** Everything of a roster is written, but it does not exist until `finish` is called. */
export interface RosterDraft {
  summary: RosterSummary;
  /** The account IDs of its users, in groups of some milliseconds of work. */
  accountIds(): Iterable<readonly string[]>;
  /**
   * Makes it a roster, with these account IDs unticked beside those that are already. `original` is the file that was
   * read; absent or null if there is none, or not all of it was seen. Yields to the event loop.
   */
  finish(unticked: readonly string[], original?: Original | null): Promise<RosterRecord>;
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

/** How a file is read. */
interface RosterReading {
  /** Maximum number of bytes; the reader's default if absent. */
  maxBytes?: number | undefined;
  mapping: ColumnMapping | null;
  /** What the admin said about a workbook, if they were asked. */
  workbook?: WorkbookChoice | undefined;
  /** What to find out about all its users. */
  questions: SurveyQuestions;
}

/** What a file became, or why it is refused. A refused file leaves nothing behind. */
type RosterRead = { ok: true; draft: RosterDraft; survey: Survey } | { ok: false; error: RosterError };

/** Stores rosters with their users and ticks. */
export interface RosterStore {
  begin(file: NewRoster): RosterWriter;
  /** Reads the bytes of a file, without holding up the event loop. Rejects if they cannot be written. */
  read(file: NewRoster, chunks: AsyncIterable<Uint8Array>, reading: RosterReading): Promise<RosterRead>;
  /** Newest first. */
  list(): RosterRecord[];
  get(id: string): RosterRecord | null;
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
   * Unticks those of these accounts that it has never unticked before, and remembers them: after a check, the admin's
   * own ticks stay.
   */
  untickOnce(id: string, accountIds: readonly string[]): void;
  /** The accounts that `untickOnce` has unticked, whatever became of them since. */
  untickedOnce(id: string): ReadonlySet<string>;
  setOperatorAbsent(id: string, absent: boolean): void;
  /** Keeps the answer about the dates of a column. False if the roster has no such column that was asked about. */
  setDateOrder(id: string, column: number, order: DateOrder): boolean;
  /** Replaces the users at the same positions, and unticks the accounts in `unticked`. */
  replaceUsers(id: string, users: readonly RosterUser[], unticked: readonly string[]): void;
  /** From this moment on there is no such roster. Resolves when its bytes are overwritten; to false if some may be left. */
  remove(id: string): Promise<boolean>;
  /** Resolves when nothing is written any more. */
  close(): Promise<void>;
}

/** The readings of the accounts that were asked for, by the key of the account ID. */
export type ReadingsByAccount = ReadonlyMap<AccountKey, readonly Reading[]>;

/** Identifies a directory: the API address (or the demo organisation), and the organisation if the key sees one. */
export interface DirectoryName {
  api: string;
  organisationId: string | null;
}

/**
 * What Atlassian has said about one organisation, in a file of its own. It may be lost at any time; then it is empty
 * again. Writing returns before the data is durable. No method throws: what cannot be read is not known.
 */
export interface DirectoryStore {
  /** The readings of these accounts. In pieces; includes what is saved in the meantime. */
  readings(accountIds: readonly string[]): Pieces<ReadingsByAccount>;
  /** The accounts that a source has with one of these e-mail addresses, in any case. */
  byAddress(addresses: readonly string[]): readonly AccountReading[];
  /** The accounts with which any source has one of these addresses (see `addressOf`), without reading their facts. */
  accountsAt(addresses: readonly string[]): readonly AccountAtAddress[];
  /** Every address that sources have, or once had, for two accounts, and perhaps others. */
  sharedAddresses(): ReadonlySet<string>;
  /**
   * Some of the accounts that a list contained in this or a later sweep, those after the account `after` in order; empty
   * when there are no more.
   */
  listed(source: SweptSource, generation: number, after: string): readonly AccountReading[];
  /**
   * At most `most` accounts from the place `from` on (0: the first), in the order in which they were first saved, and
   * the place of the next ones; null after the last one.
   */
  page(from: number, most: number): DirectoryPage;
  /**
   * Saves readings. A reading replaces the earlier one of the same source. Returns why none of them could be kept; null
   * if all were.
   */
  save(readings: readonly AccountReading[]): StorageNotice | null;
  sweep(source: SweptSource): SweepState;
  /** Saves a state, in memory only if it cannot be written. */
  saveSweep(source: SweptSource, state: SweepState): void;
  /** How far the questions about each user of a roster are; saved as the state of a sweep is. */
  part(rosterId: string, part: string): PartState;
  savePart(rosterId: string, part: string, state: PartState): void;
  /** A number that grows with every change, so that what was read before can be recognised. */
  revision(): number;
}

/** Some accounts with everything that was said about them. */
export interface DirectoryPage {
  accounts: readonly DirectoryAccount[];
  next: number | null;
}

/** An account, as Atlassian spells its ID, with an address that some source has for it. */
export interface AccountAtAddress {
  accountId: string;
  address: string;
}

/** What a directory has in it, in numbers. Dates are ms since the epoch. */
export interface KeptDirectory {
  id: string;
  name: DirectoryName;
  accounts: number;
  readings: readonly { source: Source; count: number; oldest: number; newest: number }[];
  /** The size of its file. */
  bytes: number;
}

/** The directories in the data folder. */
export interface DirectoryFiles {
  /** The directory of an organisation. It is created with its first reading. */
  of(name: DirectoryName): DirectoryStore;
  /** Every directory in the folder. */
  list(): KeptDirectory[];
  /**
   * Deletes the directory of an organisation and overwrites its bytes. Returns false if some bytes may be left. An
   * answer that is still under way is not kept.
   */
  forget(name: DirectoryName): boolean;
  /** Deletes what was read before `at` (ms since the epoch), and overwrites it. */
  expire(at: number): void;
  /** Notices about files that cannot be read or written. */
  notices(): StorageNotice[];
  close(): void;
}

/** The organisation's size limit. */
export interface SizeLimitStore {
  /** The default if it was never set. */
  sizeLimit(): SizeLimit;
  setSizeLimit(sizeLimit: SizeLimit): void;
}

/** The users that a rule newly matches, and those that it no longer matches. */
export interface Recount {
  ruleId: string;
  caught: readonly Person[];
  freed: readonly string[];
}

/** A rule, with everybody it matches. */
export interface CaughtByRule {
  rule: ProtectionRule;
  people: readonly Person[];
}

/** A write that is joined to a change in another store: both take effect at the same moment, or neither does. */
export interface JoinedWrite {
  /** To be called within the transaction of the other change. */
  write(): void;
  /** To be called once that transaction is on disk. */
  written(): void;
}

/** Stores protection rules and the users that they match. */
export interface RuleStore {
  /** Newest first. */
  rules(): readonly ProtectionRule[];
  /** The users protected by rules. */
  caught(): Protections;
  /** How many accounts this rule matches. */
  count(ruleId: string): number;
  add(rules: readonly CaughtByRule[]): void;
  /** The same as part of another store's change. */
  joined(rules: readonly CaughtByRule[]): JoinedWrite;
  remove(rule: ProtectionRule, reason: string, at: number): void;
  recount(changes: readonly Recount[]): void;
  /** Rules that are missing although nobody removed them, if this version added them. */
  lost(): ProtectionRule[];
}

/** Stores protections, their history, and the admin's own account. */
export interface ProtectionStore {
  all(): Protections;
  /** Adds or replaces protections. The previous ones stay in the history. */
  put(protections: readonly Protection[]): void;
  /**
   * Protects a large number of accounts, except those already protected. All protections and `joined` take effect at
   * the same moment, even if the process dies.
   */
  add(protections: readonly Protection[], joined?: JoinedWrite): Pieces<void>;
  /** Completes, in pieces, the work that `add` began, so that the next small change does not have to. */
  settle(): Pieces<void>;
  remove(accountId: string, reason: string, at: number): void;
  /** Protections that are missing although the history has them. They still protect, even before they are put back. */
  lost(): Protection[];
  /** Newest first, at most `limit`, rules included. */
  history(limit: number): ProtectionChange[];
  /** The admin's own account, once it is known. */
  operator(): Person | null;
  setOperator(person: Person): void;
  /** The address that the admin typed for their own account because no file had it; null for none. */
  ownAddress(): string | null;
  setOwnAddress(email: string): void;
}

/** A stored run, without its plan and journal. */
export interface RunRecord {
  id: string;
  /** Counts from 1 over all runs of this data folder. */
  number: number;
  planId: string;
  createdAt: number;
}

/** The result of checking a journal: the number of entries and the last hash, or the first wrong entry. */
export type JournalCheck =
  | {
      intact: true;
      entries: number;
      head: string;
      /** A sentence about an unchanged entry that cannot be read; absent if all can be read. */
      unread?: string;
    }
  | {
      intact: false;
      at: number;
      why: string;
      /** A sentence about why the entry cannot be read; absent if it can. */
      unread?: string;
    };

/** A page of a plan's users by position: at most `limit` after `after`. */
export interface PlanPage {
  after: number;
  limit: number;
}

/** An account of a plan, without what the plan says about it. */
export interface PlanAccount {
  position: number;
  accountId: string;
}

/** The entries written to a journal, or why nothing was written. */
export type Appended = { ok: true; entries: JournalEntry[] } | { ok: false; message: string };

/** A whole run that ended elsewhere. */
export interface ImportedRun {
  plan: Plan;
  entries: readonly PlanEntry[];
  run: { id: string; createdAt: number };
  events: readonly RunEvent[];
}

/** Stores plans, runs and their journals. */
export interface RunStore {
  savePlan(plan: Plan, entries: readonly PlanEntry[], alarms: readonly PlanAlarm[]): void;
  planAlarms(planId: string): PlanAlarm[];
  plan(id: string): Plan | null;
  /** The users of a plan, in order; without a page, all of them. */
  planEntries(id: string, page?: PlanPage): PlanEntry[];
  /** The account IDs of a plan, in order. Much quicker than its users. */
  planAccounts(id: string): PlanAccount[];
  createRun(run: { id: string; planId: string; createdAt: number }): RunRecord;
  /**
   * Stores an imported run: plan, run and journal, or nothing (then it rejects). Yields to the event loop. Until it
   * resolves, nothing of it can be found, even if the process dies.
   */
  saveImported(imported: ImportedRun): Promise<RunRecord>;
  /** Newest first. */
  runs(): RunRecord[];
  run(id: string): RunRecord | null;
  /** The run of a plan, if it was started. */
  runOfPlan(planId: string): RunRecord | null;
  /** Writes all events in one transaction, or none. They are on disk when it returns `ok`. Never throws. */
  append(runId: string, events: readonly RunEvent[], at: number): Appended;
  /**
   * Recomputes the journal's hash chain, and compares it with the stored hashes and the head noted outside the
   * database. Linear in the journal's length, as of the first piece.
   */
  checkJournal(runId: string): Pieces<JournalCheck>;
  /** Stores why a run may no longer be resumed, one sentence per reason. If the disk is full, nothing is stored. */
  noteClosing(runId: string, why: readonly string[], at: number): void;
  /** The stored reasons, in alphabetical order. */
  closings(runId: string): string[];
  /** The entries after `after` as they are stored, in order, at most `limit`, damaged ones too. */
  storedLines(runId: string, after: number, limit: number): StoredLine[];
  /**
   * Readable entries after `seq`, in order, at most `limit`. If the first entry is missing, the plan's data replaces
   * it.
   */
  journal(runId: string, after: number, limit: number): JournalEntry[];
}

/** The number of entries of a journal, and the hash of the last one. */
export interface JournalHead {
  entries: number;
  hash: string;
}

/** What an ended run implies without its users. */
export interface EndedRun {
  summary: RunSummary;
  /** What it says about each account of its plan (see `verdictsOf`). */
  verdicts: string;
}

/** Summaries of ended runs. Each can be made again from its journal, which outranks it. */
export interface SummaryStore {
  /** The head of a journal as it is; null if it has no entry. */
  head(runId: string): JournalHead | null;
  /** The summary stored for a journal with this head; null if there is none, or it is not as it was stored. */
  summary(runId: string, head: JournalHead): EndedRun | null;
  /** Stores or replaces a summary. If the disk is full, nothing is stored, and the next start makes it again. */
  save(runId: string, head: JournalHead, run: EndedRun): void;
}

/** How long data is kept, and its deletion. */
export interface RetentionStore {
  days(): Retention;
  setDays(days: Retention): void;
  /** The run, its plan, its journal, and plans made from it that were never started. */
  removeRun(runId: string): void;
  /**
   * Removes plans sealed before this moment (ms since the epoch) whose run was never started: those of one roster, or
   * all (null). Returns their number.
   */
  removeIdlePlans(before: number, rosterId: string | null): number;
  /**
   * Blanks the operator's name if no stored data contains the account any more. Also blanks names and reasons in the
   * history of protections that were removed before this moment (ms since the epoch; null: none). Returns whether
   * anything was blanked.
   */
  blankNames(takenBackBefore: number | null): boolean;
  /** Frees the space of deleted data; false if another process is reading the file. */
  scrub(): boolean;
}

/** A copy of a file while it is read. */
interface OriginalCopy {
  /** The same bytes, which are copied as they pass. */
  passing(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array>;
  /** Keeps the copy as that of this roster, if all of it could be written. */
  keepAs(rosterId: string): Promise<void>;
  discard(): Promise<void>;
}

/** Copies of the files that rosters were read from, packed, so that they can be read again in another way. */
export interface OriginalStore {
  begin(): OriginalCopy;
  /** The bytes of the file of a roster; null if no copy was kept. */
  read(rosterId: string): AsyncIterable<Uint8Array> | null;
  /** The same as stored, packed with gzip. */
  packed(rosterId: string): AsyncIterable<Uint8Array> | null;
  has(rosterId: string): boolean;
  /** Deletes the copy and overwrites its bytes. Resolves to false if some of them may be left. */
  remove(rosterId: string): Promise<boolean>;
  /** Deletes the copies of all rosters but these, and what a crash has left, in the background. */
  keepOnly(rosterIds: readonly string[]): void;
  /** Resolves when nothing is being deleted any more. */
  close(): Promise<void>;
}
