/** Stores plans, runs and their journals. A write is durable when its method returns. */
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import type { JournalEntry, RunEvent } from '#lib/domain/run/events';
import type { StoredLine } from '#lib/domain/run/stored-event';
import type { Pieces } from '#lib/domain/text/pieces';

/** A stored run, without its plan and journal. */
export interface RunRecord {
  id: string;
  /** Counts from 1 over all runs of this data folder. */
  number: number;
  planId: string;
  createdAt: number;
}

/** An entry as a JSON text without line breaks: `seq`, `at`, and `event` as it is stored. */
export interface EntryText {
  seq: number;
  text: string;
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

/** The name of a user of a plan. */
export interface PlanName extends PlanAccount {
  name: string;
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

/** A sealed plan with its users in order, and with what was found when it was sealed. */
export interface PlanToSave {
  plan: Plan;
  entries: readonly PlanEntry[];
  alarms: readonly PlanAlarm[];
}

/** Stores plans, runs and their journals. */
export interface RunStore {
  /**
   * Stores a plan: all of it, or nothing of it. In pieces; until the last one, nothing of it can be found, even if the
   * process dies. `holds` is asked in the last piece: if it returns false, nothing is stored, and the result is false.
   */
  savePlan(sealed: PlanToSave, holds: () => boolean): Pieces<boolean>;
  planAlarms(planId: string): PlanAlarm[];
  plan(id: string): Plan | null;
  /** The users of a plan, in order; without a page, all of them. */
  planEntries(id: string, page?: PlanPage): PlanEntry[];
  /** The account IDs of a plan, in order. Much quicker than its users. */
  planAccounts(id: string): PlanAccount[];
  /** The e-mail addresses of its users from the position `first` to `last`, in order. */
  planAddresses(id: string, of: { first: number; last: number }): { position: number; email: string }[];
  /** Some names of its users, in order, without those who have none. */
  planNames(id: string, page: PlanPage): PlanName[];
  /** The positions of its users with one of these account IDs or this address, in any case, in order. */
  planPositions(id: string, who: { accountIds: readonly string[]; email: string }): number[];
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
  /**
   * The identity of the journals' file. A copy has another one, even if it was put back in the file's place. Null if
   * the system does not provide it.
   */
  identity(): string | null;
  /** Writes all events in one transaction, or none. They are on disk when it returns `ok`. Never throws. */
  append(runId: string, events: readonly RunEvent[], at: number): Appended;
  /**
   * Recomputes the journal's hash chain, and compares it with the stored hashes and the head noted outside the
   * database. Linear in the journal's length, as of the first piece.
   */
  checkJournal(runId: string): Pieces<JournalCheck>;
  /**
   * Stores the reasons why a run may no longer be resumed, one sentence each. If the disk is full, nothing is stored.
   */
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
  /**
   * The same entries as texts, without parsing them. Readers of a text must leave out entries that they cannot parse,
   * as `journal` does.
   */
  entryTexts(runId: string, after: number, limit: number): EntryText[];
}
