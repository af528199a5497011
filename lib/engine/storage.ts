/** What the engine needs kept on disk. Reading and writing is synchronous: when a method returns, it is durable. */
import type { Plan, PlanEntry } from '#lib/domain/plan';
import type { Protection } from '#lib/domain/protection';
import type { RosterKind, RosterSummary, RosterUser } from '#lib/domain/roster';
import type { JournalEntry, RunEvent } from '#lib/domain/run-events';

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
  unticked(id: string): Set<string>;
  setTicked(id: string, accountIds: readonly string[], ticked: boolean): void;
  setOperatorAbsent(id: string, absent: boolean): void;
  remove(id: string): void;
}

export interface Person {
  accountId: string;
  name: string;
  email: string;
}

export interface ProtectionStore {
  /** By account ID. */
  all(): ReadonlyMap<string, Protection>;
  /** Adds or replaces; what was there before stays in the history. */
  put(protections: readonly Protection[]): void;
  remove(accountId: string, reason: string, at: number): void;
  /** The admin's own account, once it was named. */
  operator(): Person | null;
  setOperator(person: Person): void;
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
  | { intact: true; entries: number; head: string }
  | { intact: false; at: number; why: string };

export type Appended = { ok: true; entries: JournalEntry[] } | { ok: false; message: string };

export interface RunStore {
  savePlan(plan: Plan, entries: readonly PlanEntry[]): void;
  plan(id: string): Plan | null;
  planEntries(id: string): PlanEntry[];
  createRun(run: { id: string; planId: string; createdAt: number }): RunRecord;
  /** A run that ended elsewhere: plan, run and journal in one transaction, or nothing (then it throws). */
  saveImported(imported: {
    plan: Plan;
    entries: readonly PlanEntry[];
    run: { id: string; createdAt: number };
    events: readonly RunEvent[];
  }): RunRecord;
  /** Newest first. */
  runs(): RunRecord[];
  run(id: string): RunRecord | null;
  /** The run of a plan, where it was started already. */
  runOfPlan(planId: string): RunRecord | null;
  /** Writes all events in one transaction, or none. On disk when it returns `ok`. Never throws. */
  append(runId: string, events: readonly RunEvent[], at: number): Appended;
  /** Computes the journal's hash chain again. */
  checkJournal(runId: string): JournalCheck;
  /** Entries after `seq`, in order, at most `limit`. */
  journal(runId: string, after: number, limit: number): JournalEntry[];
}
