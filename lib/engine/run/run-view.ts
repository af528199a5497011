/** Views of a run: for the list and its page, for its reports, and with the users of its plan. */
import type { ClockOffset } from '#lib/domain/outcome/clock-offset';
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import type { ReportRow } from '#lib/domain/report/report';
import type { RunState } from '#lib/domain/run/state';
import type { DecisionCounts, SettledLater } from '#lib/domain/run/view/decisions';
import type { RunSummary } from '#lib/domain/run/view/summary';
import type { JournalCheck, RunRecord } from '#lib/engine/storage/runs';

/** A run at one moment. */
export interface RunView {
  record: RunRecord;
  plan: Plan;
  summary: RunSummary;
  /** With the users. Reading it folds the journal of a run that ended earlier. */
  readonly state: RunState;
  /** The reason why the runner stopped working on the run before its end; null if it did not. */
  failure: string | null;
  /**
   * The admin stopped the run while the journal could not be written. No calls are made, and the end is written later.
   */
  endUnwritten: boolean;
  /** Whole minutes without progress and without a known reason; 0 if the run makes progress. */
  stillMinutes: number;
  /** This process is verifying its accounts, or another one may be. Absent in a report. */
  isVerifying?: boolean;
  /**
   * Differences from the sealed plan and the written journal, found when the run was last taken up, one sentence each.
   * A run with differences can only be ended.
   */
  differences: readonly string[];
}

/** The data for the reports of a run. */
export interface RunReport {
  /** The view at the time of the request. Later changes do not show. */
  view: RunView;
  /** In plan order, computed during iteration. Throws if the run is deleted in the meantime. */
  rows(): Generator<ReportRow>;
  /** The difference between Atlassian's clock and this computer's; null if no answer had a date. */
  clocks: ClockOffset | null;
  journal: JournalCheck;
  /** The alarms raised when the plan was sealed. */
  alarms: readonly PlanAlarm[];
  /** The differences, compared again for this report. */
  differences: readonly string[];
  /** The users whom later runs have settled; null if the run has not ended, or if that is not known. */
  later: SettledLater | null;
  /** The decisions about users who needed one, as of `later`; null with it. */
  decided: DecisionCounts | null;
  /** Names nobody: it was redacted. Absent in a full report. */
  redacted?: true;
}

/** A run with the users of its plan. */
export interface RunDetail {
  /** Includes the differences: compared again for an ended run, otherwise as of when the run was taken up. */
  view: RunView;
  /** In plan order, read during iteration. Throws if the run is deleted in the meantime. */
  entries(): Generator<PlanEntry>;
  /** The alarms raised when the plan was sealed. */
  alarms: readonly PlanAlarm[];
  /** The identity of the file that its journal is written to now; null if it is not known. */
  file: string | null;
  /** Another process owns the data folder. */
  watching: boolean;
}
