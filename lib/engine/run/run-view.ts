/** What is shown of a run: in the list and on its page, in its reports, and with the people of its plan. */
import type { ClockOffset } from '#lib/domain/outcome/clock-offset';
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import type { Plan, PlanEntry } from '#lib/domain/plan/plan';
import type { ReportRow } from '#lib/domain/report/report';
import type { RunState } from '#lib/domain/run/state';
import type { JournalCheck, RunRecord } from '#lib/engine/storage';

/** A run as it is at this moment. */
export interface RunView {
  record: RunRecord;
  plan: Plan;
  state: RunState;
  /** Why the engine let go of the run; null where it did not. */
  failure: string | null;
  /** The admin said Stop when the journal could not be written: nobody is called, and the end is written later. */
  stopSaid: boolean;
  /** For how many whole minutes it has made no step for no reason that it can name; 0 where it makes steps. */
  stillMinutes: number;
  /**
   * What was found to differ from what was sealed and written when the run was last taken up, one sentence each. Such a
   * run can only be ended.
   */
  differences: readonly string[];
}

/** What the reports of a run are made of. */
export interface RunReport {
  /** As it was when the report was asked for, whatever happened since. */
  view: RunView;
  /** In the order of the plan; made as they are read. Throws where the run is deleted meanwhile. */
  rows(): Generator<ReportRow>;
  /** Atlassian's clock beside this computer's; null where no answer had a date. */
  clocks: ClockOffset | null;
  journal: JournalCheck;
  /** What spoke against the plan when it was sealed. */
  alarms: readonly PlanAlarm[];
  /** What differs, compared anew. */
  differences: readonly string[];
}

/** A run with the people of its plan. */
export interface RunDetail {
  /** With what differs: of a run that has ended compared anew, of another as it was when it was taken up. */
  view: RunView;
  /** In the order of the plan; read as they are asked for. Throws where the run is deleted meanwhile. */
  entries(): Generator<PlanEntry>;
  /** What spoke against the plan when it was sealed. */
  alarms: readonly PlanAlarm[];
}
