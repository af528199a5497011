/** Converts a run's report to JSON, CSV and a page. */
import { type ReportedAuditLog, reportVersion } from '#lib/contract/report';
import type { RunSummary } from '#lib/contract/runs';
import { dryRunMark } from '#lib/domain/outcome/act';
import { clockText } from '#lib/domain/outcome/clock-offset';
import { outcomeLabels } from '#lib/domain/outcome/outcome';
import type { PlanAlarm } from '#lib/domain/plan/alarms/alarm';
import { notSealed, versionOf } from '#lib/domain/plan/plan';
import { asSealed } from '#lib/domain/plan/seal';
import { stopsOf } from '#lib/domain/plan/stops';
import { type WhoAndWhy, whoAndWhyOf } from '#lib/domain/plan/who-and-why';
import { accessReviewCsv, type ListedUsers } from '#lib/domain/report/access-review';
import { type Completeness, completenessOf } from '#lib/domain/report/completeness';
import { reportCsv } from '#lib/domain/report/csv';
import { reportHtml, reportPolicy } from '#lib/domain/report/page/page';
import { redactionNote } from '#lib/domain/report/redaction';
import { type ComparedHeadcount, compareHeadcounts } from '#lib/domain/run/headcount';
import { contradictedUnsettled, openAtTheEnd, recheckText } from '#lib/domain/run/recheck';
import type { RunState } from '#lib/domain/run/state';
import { calledUnread } from '#lib/domain/run/unread';
import { verificationFacts } from '#lib/domain/run/verification-texts';
import { abandonedOf } from '#lib/domain/run/view/abandoned';
import { answersOf } from '#lib/domain/run/view/answered';
import type { DecisionCounts } from '#lib/domain/run/view/decisions';
import { keysOf } from '#lib/domain/run/view/keys';
import { type OutcomeWords, resultLine } from '#lib/domain/run/view/result';
import { shownCounts, unfinishedText } from '#lib/domain/run/view/shown-outcome';
import { type RunStatus, runStatus, statusLine } from '#lib/domain/run/view/status';
import { jsonWithList } from '#lib/domain/text/json-pieces';
import type { RunReport, RunView } from '#lib/engine/run/run-view';
import type { JournalCheck } from '#lib/engine/storage/runs';
import { reportedAuditLog } from '#lib/server/http/reported-audit-log';
import { runSummary } from '#lib/server/http/run-views';

/** The head of a report: what it says about the whole run. */
export function reportHead({
  view,
  alarms,
  differences,
  redacted,
  later,
  decided,
}: Omit<RunReport, 'rows' | 'journal' | 'clocks'>): {
  /** The version of this report's names and shapes. Absent in reports of version 1. */
  version: typeof reportVersion;
  redacted?: true;
  mark?: string;
  run: RunSummary;
  /** Whether plan and journal match what was sealed and written, and what the digest does not cover. */
  sealed: { version: number; intact: boolean; differences: readonly string[]; notSealed: string | null };
  /** The notice in a report made before the end, in two sentences; empty after the end. */
  unfinished: string;
  /** The reason why the run ended early, in a sentence or two; empty if it did not. */
  endedWhy: string;
  /** The number of active managed accounts around the run; empty if it was not counted. */
  activeAccounts: ComparedHeadcount[];
  /** The result of reading accounts again because that number contradicted the run; empty if none was read again. */
  recheck: string;
  /** The plan's questions with the admin's answers, one sentence each. */
  answered: string[];
  /** For a dry run: what would keep the real run from starting, one sentence each. */
  wouldStop: string[];
  /** Users who were called although their account could not be read. */
  calledUnread: number;
  /** The operator, the reason and what the plan was sealed with. */
  who: WhoAndWhy;
  /** The keys in the order of their use; `since` (ms) is null for the one that the plan was sealed with. */
  keys: { tail: string; since: number | null }[];
  /** The number of users at each step, from the list to the outcomes. */
  completeness: Completeness;
  /** Atlassian's audit log; null if it was not read. */
  auditLog: ReportedAuditLog | null;
  /** The decisions about users, as of `knownAt` (ms); null before the end of the run, or if they are not known. */
  decisions: (DecisionCounts & { knownAt: number }) | null;
} {
  const marks = [...(view.state.act === 'dry-run' ? [dryRunMark] : []), ...(redacted ? [redactionNote] : [])];
  const mark = marks.length === 0 ? {} : { mark: marks.join('. ') };
  const counts = shownCounts(view.state, view.failure === null);
  const settled = settledMap(later);
  return {
    version: reportVersion,
    ...(redacted && { redacted }),
    ...mark,
    run: {
      ...runSummary(view),
      verified: verificationFacts(view.state, settled),
      contradicted: contradictedUnsettled(view.state, settled).length,
    },
    sealed: {
      version: versionOf(view.plan),
      intact: differences.length === 0,
      differences,
      notSealed: notSealed(view.plan),
    },
    unfinished: unfinishedText(view.state, view.failure === null),
    endedWhy: endedWhy(view),
    activeAccounts: compareHeadcounts(view.state),
    recheck: recheckText(view.state),
    ...judgementOf(view, alarms),
    calledUnread: calledUnread(view.state),
    who: whoAndWhyOf(view.plan),
    auditLog: reportedAuditLog(view.state),
    decisions: later && decided && { knownAt: later.knownAt, ...decided },
    keys: keysOf(view.plan, view.state),
    completeness: completenessOf(view.plan, {
      called: view.state.users.positions(({ attempt }) => attempt > 0).length,
      count: (outcome) => counts[outcome],
    }),
  };
}

function settledMap(later: RunReport['later']): ReadonlyMap<number, unknown> {
  return new Map(later?.settled.map(({ position }) => [position, true]));
}

/**
 * The facts about an ended run that its result line lacks: that it stopped or halted, and the result of reading
 * accounts again at its end.
 */
function endedLine(state: RunState, { phase, title }: RunStatus): string {
  const early = phase === 'completed' ? [] : [title];
  const again = openAtTheEnd(state).length > 0 ? [recheckText(state)] : [];
  return [...early, ...again].join(' · ');
}

function endedWhy({ state: { end } }: RunView): string {
  return [end?.message, end?.hint].filter(Boolean).join(' ');
}

/** The admin's answers about the plan and, for a dry run, what would keep the real run from starting. */
function judgementOf({ plan, state }: RunView, alarms: readonly PlanAlarm[]) {
  return {
    answered: answersOf(plan, state),
    wouldStop: state.act === 'dry-run' ? stopsOf(alarms, plan.terms) : [],
  };
}

/** The JSON report for programs: nothing is escaped, and it has what proves the journal behind it. */
export function* reportText(report: RunReport): Generator<string> {
  const clocks = report.clocks && { ...report.clocks, said: clockText(report.clocks) };
  const head = { ...reportHead(report), clocks, journal: report.journal };
  yield* jsonWithList(head, 'rows', report.rows(), 1);
  yield '\n';
}

/** The result of checking the journal, in a sentence. A redacted report has no hash. */
function journalText(journal: JournalCheck, redacted: true | undefined): string {
  if (!journal.intact) return `NOT as it was written, from entry ${journal.at} on: ${journal.why}`;
  const head = redacted ? '' : `; the last has the hash ${journal.head}`;
  return `${journal.entries} entries, as they were written${head}`;
}

/** The report as a CSV for spreadsheets. */
export function reportTable({
  view: { record, plan, state },
  rows,
  differences,
  journal,
  redacted,
  later,
}: RunReport): Generator<string> {
  return reportCsv(rows(), {
    run: record.number,
    plan,
    keys: keysOf(plan, state).map(({ tail }) => tail),
    journal: journalText(journal, redacted),
    answered: answersOf(plan, state),
    sealed: asSealed(plan, differences),
    endedAt: state.endedAt,
    decidedAsOf: later?.knownAt ?? null,
    redacted: redacted ?? false,
  });
}

/** The report as a CSV for access reviews. */
export function accessReviewTable({ view, rows }: RunReport, listed: ListedUsers): Generator<string> {
  return accessReviewCsv(rows(), view.state.act, listed);
}

/**
 * The label of an outcome in a printed report. A dry run has the same labels, under its mark, so that earlier reports
 * still verify.
 */
const printedLabel: OutcomeWords = (_act, outcome) => outcomeLabels[outcome];

/** The report as a page, and its content security policy. `madeAt`: when it is made, ms since the epoch. */
export function reportPage(
  { view, rows, clocks, journal, alarms, differences, redacted, later, decided }: RunReport,
  madeAt: number,
  timeZone: string = Intl.DateTimeFormat().resolvedOptions().timeZone,
): {
  html: Generator<string>;
  policy: string;
} {
  const { record, plan, state } = view;
  const { startedAt, endedAt } = state;
  const settled = settledMap(later);
  const abandoned = abandonedOf(state.status, view);
  const status = runStatus(state, { now: endedAt ?? 0, abandoned, settled, label: printedLabel });
  const html = reportHtml({
    number: record.number,
    result: resultLine(
      state.act,
      shownCounts(state, view.failure === null),
      verificationFacts(state, settled),
      printedLabel,
    ),
    line: state.status === 'ended' ? endedLine(state, status) : statusLine(status),
    dryRun: state.act === 'dry-run',
    redaction: redacted ? redactionNote : '',
    plan,
    state,
    settled,
    decided: decided === null || later === null ? null : { ...decided, knownAt: later.knownAt },
    startedAt,
    endedAt,
    endedWhy: endedWhy(view),
    activeAccounts: compareHeadcounts(state),
    clocks: clockText(clocks),
    journal: journalText(journal, redacted),
    sealed: asSealed(plan, differences),
    differences,
    unfinished: unfinishedText(state, view.failure === null),
    ...judgementOf(view, alarms),
    unread: calledUnread(state),
    users: state.total,
    rows,
    madeAt,
    timeZone,
  });
  return { html, policy: reportPolicy };
}
