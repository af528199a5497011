/** What the engine needs kept on disk. Reading and writing is synchronous: when a method returns, it is durable. */

import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import type { SizeLimit } from '#lib/domain/plan/alarms/size-limit';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import type {
  AccountAnswer,
  ListedAccount,
  PreflightRecord,
  TokensAnswer,
} from '#lib/domain/preflight/preflight';
import type { Protection, ProtectionSource, Protections } from '#lib/domain/protection/protection';
import type { ProtectionRule } from '#lib/domain/protection/protection-rule';
import type { Retention } from '#lib/domain/retention';
import type { RosterKind, RosterSummary, RosterUser } from '#lib/domain/roster/roster';
import type { JournalEntry, RunEvent } from '#lib/domain/run/events';
import type { Pieces } from '#lib/domain/text/pieces';

/** Something about the data folder that the admin must know, and what to do. */
export interface StorageNotice {
  message: string;
  hint: string;
}

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

/** Takes the users of one file as they are read. Unless `finish` is called the roster does not exist. */
export interface RosterWriter {
  add(users: RosterUser[]): void;
  /** Keeps the roster, with these account IDs unticked from the start. Gives the event loop its turns. */
  finish(summary: RosterSummary, unticked: readonly string[]): Promise<RosterRecord>;
  /** Leaves nothing behind. */
  abandon(): void;
}

export interface RosterStore {
  begin(file: { id: string; name: string; createdAt: number; writtenAt: number | null }): RosterWriter;
  /** Newest first. */
  list(): RosterRecord[];
  get(id: string): RosterRecord | null;
  users(id: string): readonly RosterUser[];
  /** The same in pieces; where nothing else is read meanwhile `users` has them at hand afterwards. */
  usersInPieces(id: string): Pieces<readonly RosterUser[]>;
  /** The first so many, without reading the others. */
  firstUsers(id: string, most: number): readonly RosterUser[];
  /** The unticked accounts; what is changed later may show in the same set. */
  unticked(id: string): ReadonlySet<string>;
  untickedInPieces(id: string): Pieces<ReadonlySet<string>>;
  setTicked(id: string, accountIds: readonly string[], ticked: boolean): void;
  /** The same for very many accounts, in pieces: all are changed from one moment on, also where the process dies. */
  setManyTicked(id: string, accountIds: readonly string[], ticked: boolean): Pieces<void>;
  setOperatorAbsent(id: string, absent: boolean): void;
  /** Puts these in the place of the users at their positions; `unticked` are unticked from now on. */
  replaceUsers(id: string, users: readonly RosterUser[], unticked: readonly string[]): void;
  remove(id: string): void;
}

/** What is known of one account of a roster. */
export interface KnownAccount {
  listed: ListedAccount | null;
  answer: AccountAnswer | null;
  tokens: TokensAnswer | null;
}

/** What preflight found, by roster: it goes when the roster goes. */
export interface PreflightStore {
  record(rosterId: string): PreflightRecord | null;
  saveRecord(rosterId: string, record: PreflightRecord): void;
  /** By account ID. */
  accounts(rosterId: string): ReadonlyMap<string, KnownAccount>;
  /** The same in pieces; what is saved meanwhile is in it. */
  accountsInPieces(rosterId: string): Pieces<ReadonlyMap<string, KnownAccount>>;
  /** Takes the place of what was listed before; answers stay. */
  saveListed(rosterId: string, listed: ReadonlyMap<string, ListedAccount>): void;
  saveAnswer(rosterId: string, accountId: string, answer: AccountAnswer): void;
  saveTokens(rosterId: string, accountId: string, tokens: TokensAnswer): void;
  /** Forgets everything about a roster: it was found in another organisation. */
  forget(rosterId: string): void;
  /** The organisation's size limit; the default where it was never set. */
  sizeLimit(): SizeLimit;
  setSizeLimit(sizeLimit: SizeLimit): void;
}

export interface Person {
  accountId: string;
  name: string;
  email: string;
}

/** What became of a protection, or of a rule (then `accountId` is empty), and why. */
export interface ProtectionChange {
  id: number;
  at: number;
  act: 'added' | 'removed';
  accountId: string;
  source: ProtectionSource;
  /** Whom or what: name, e-mail, or the rule in words. */
  what: string;
  reason: string;
}

/** Whom a rule fits that it did not, and whom it no longer fits. */
export interface Recount {
  ruleId: string;
  caught: readonly Person[];
  freed: readonly string[];
}

/** A rule, with everybody it fits. */
export interface CaughtByRule {
  rule: ProtectionRule;
  people: readonly Person[];
}

/** A write that counts from the same moment as the change of another store: both are made, or neither is. */
export interface JoinedWrite {
  /** To be called within the transaction that makes the other change count. */
  write(): void;
  /** To be called once that transaction is on disk. */
  written(): void;
}

export interface RuleStore {
  /** Newest first. */
  rules(): readonly ProtectionRule[];
  /** Those whom rules protect. */
  caught(): Protections;
  /** How many accounts this rule fits. */
  count(ruleId: string): number;
  add(rules: readonly CaughtByRule[]): void;
  /** The same as part of another store's change. */
  joined(rules: readonly CaughtByRule[]): JoinedWrite;
  remove(rule: ProtectionRule, reason: string, at: number): void;
  recount(changes: readonly Recount[]): void;
  /** Rules that were added, are missing, and were never removed; of rules that this version added. */
  lost(): ProtectionRule[];
}

export interface ProtectionStore {
  all(): Protections;
  /** Adds or replaces; what was there before stays in the history. */
  put(protections: readonly Protection[]): void;
  /**
   * Adds those who are not protected, very many of them: all count from one moment on, also where the process dies, and
   * `joined` with them.
   */
  add(protections: readonly Protection[], joined?: JoinedWrite): Pieces<void>;
  /** Carries out, in pieces, what `add` began and what counts already: a small change after it need not then. */
  settle(): Pieces<void>;
  remove(accountId: string, reason: string, at: number): void;
  /** Those that the history says are protected and that are missing; they protect until they are put back, too. */
  lost(): Protection[];
  /** Newest first, at most `limit`; rules' too. */
  history(limit: number): ProtectionChange[];
  /** The admin's own account, once it was named. */
  operator(): Person | null;
  setOperator(person: Person): void;
  /** The address that the admin typed for their own account because no file had it; null for none. */
  ownAddress(): string | null;
  setOwnAddress(email: string): void;
}

export interface RunRecord {
  id: string;
  /** Counted from 1 over all runs of this data folder. */
  number: number;
  planId: string;
  createdAt: number;
}

/** What checking a journal found: how many entries and the hash of the last one, or the first entry that is wrong. */
export type JournalCheck =
  | {
      intact: true;
      entries: number;
      head: string;
      /** An entry that is as it was written and cannot be read, in a sentence; absent where all can. */
      unread?: string;
    }
  | {
      intact: false;
      at: number;
      why: string;
      /** That the entry cannot be read, and what was expected, in a sentence; absent where it can. */
      unread?: string;
    };

/** Users of a plan by their positions: at most `limit` of those after `after`. */
export interface PlanPage {
  after: number;
  limit: number;
}

export type Appended = { ok: true; entries: JournalEntry[] } | { ok: false; message: string };

/** A run that ended elsewhere, whole. */
export interface ImportedRun {
  plan: Plan;
  entries: readonly PlanEntry[];
  run: { id: string; createdAt: number };
  events: readonly RunEvent[];
}

export interface RunStore {
  savePlan(plan: Plan, entries: readonly PlanEntry[], alarms: readonly PlanAlarm[]): void;
  planAlarms(planId: string): PlanAlarm[];
  plan(id: string): Plan | null;
  /** The users of a plan, in order; all of them where no page is given. */
  planEntries(id: string, page?: PlanPage): PlanEntry[];
  createRun(run: { id: string; planId: string; createdAt: number }): RunRecord;
  /**
   * A run that ended elsewhere: plan, run and journal, or nothing of it (then it rejects). Gives the event loop its turns;
   * until it resolves nothing can be found, also where the process dies.
   */
  saveImported(imported: ImportedRun): Promise<RunRecord>;
  /** Newest first. */
  runs(): RunRecord[];
  run(id: string): RunRecord | null;
  /** The run of a plan, where it was started already. */
  runOfPlan(planId: string): RunRecord | null;
  /** Writes all events in one transaction, or none. On disk when it returns `ok`. Never throws. */
  append(runId: string, events: readonly RunEvent[], at: number): Appended;
  /**
   * Computes the journal's hash chain again, and compares it with what was noted of it. Linear in its entries; as they
   * are when the first piece is done.
   */
  checkJournal(runId: string): Pieces<JournalCheck>;
  /** Keeps why a run may not be taken up any more, one sentence each. Where the disk is full nothing is kept. */
  noteClosing(runId: string, why: readonly string[], at: number): void;
  /** What was kept so, in the order of the alphabet. */
  closings(runId: string): string[];
  /** Entries after `seq`, in order, at most `limit`; without those that can no longer be read; begins with the plan's own word where the first is gone. */
  journal(runId: string, after: number, limit: number): JournalEntry[];
}

/** How long things are kept, and how they are forgotten. */
export interface RetentionStore {
  days(): Retention;
  setDays(days: Retention): void;
  /** The run, its plan, its journal, and plans made from it that were never started. */
  removeRun(runId: string): void;
  /** Plans sealed before this moment (ms since the epoch) that no run was started of; of one roster, or of any. */
  removeIdlePlans(before: number, rosterId: string | null): number;
  /**
   * Blanks the operator's name where nothing that is kept has the account any more, and names and reasons in
   * the history of protections that were taken back before this moment (ms since the epoch; null: none). Says whether any was there.
   */
  blankNames(takenBackBefore: number | null): boolean;
  /** Gives back the place of what was deleted; false where another process reads the file just now. */
  scrub(): boolean;
}
