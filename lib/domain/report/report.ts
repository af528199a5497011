/** The report of a run: one row per user of its plan, from the same fold as the engine and the page. */
import type { AnswerStamp } from '#lib/domain/outcome/answer';
import type { ShownOutcome } from '#lib/domain/outcome/outcome';
import { type Leaf, predictedLeaf } from '#lib/domain/plan/leaf';
import type { PlanEntry } from '#lib/domain/plan/plan';
import type { ReadBeforeCall } from '#lib/domain/run/events';
import { contradictionText, isContradicted } from '#lib/domain/run/recheck';
import type { RunState } from '#lib/domain/run/state';
import { isCalledUnread } from '#lib/domain/run/unread';
import { readingOf, type Verdict, verdictLabel, verdictOf } from '#lib/domain/run/verdict';
import type { VerifiedBy } from '#lib/domain/run/verification-events';
import { type Decisions, decisionsOf, type SettledUser } from '#lib/domain/run/view/decisions';
import { openText, shownOutcome } from '#lib/domain/run/view/shown-outcome';

/** Whether a user needs a decision of the admin, or has one: by a later run, or by a dismissal. */
export const decisionKinds = ['open', 'settled', 'dismissed'] as const;
type Decision = (typeof decisionKinds)[number];

/** The labels of the decisions. */
export const decisionLabels: Readonly<Record<Decision, string>> = {
  open: 'Needs a decision',
  settled: 'Settled by a later run',
  dismissed: 'Dismissed',
};

/** One user of the report. */
export interface ReportRow {
  /** Counted from 1, in the order of the plan. */
  number: number;
  accountId: string;
  name: string;
  email: string;
  outcome: ShownOutcome;
  /** A dry run calls nobody: its outcomes are those that a run would have had, as far as can be read. */
  dryRun: boolean;
  /** The predicted leaf of this user when the plan was sealed; null if nothing was asked. */
  predicted: Leaf | null;
  /** Whether a later reading of the account contradicts its outcome. */
  contradicted: boolean;
  /** The reason in plain words; empty only if nothing was begun. */
  reason: string;
  hint: string;
  /** The text of Atlassian's answer; null if it has none. */
  detail: string | null;
  /** The page to which Atlassian sends the admin; null if it names none. */
  link: string | null;
  /** The account's status right before the last call; null if it was not called or could not be read. */
  before: string | null;
  /**
   * The source of that status, the time of the reading (ms since the epoch), and its age at the call (ms); null if it
   * was not read, or by a run of an earlier version, which read the profile. The search may lag: it proves less than
   * the profile.
   */
  readBy: ReadBeforeCall | null;
  readAt: number | null;
  readAgeMs: number | null;
  /** The user was called although the account could not be read. */
  unread: boolean;
  /** The last HTTP status; null if there was none. */
  status: number | null;
  attempts: number;
  /** The time when the outcome was written, ms since the epoch; null if nothing was begun. */
  at: number | null;
  /**
   * The last verification of this user: the verdict, the source, and when (ms since the epoch); null if none came to
   * the user.
   */
  verdict: Verdict | null;
  /** The verdict in words, such as `Verified inactive`; empty without one. */
  verification: string;
  verifiedBy: VerifiedBy | null;
  verifiedAt: number | null;
  /** The reason why the account could not be read then; empty otherwise. */
  unverifiedWhy: string;
  /**
   * The number of a later run that acted on the account before it was read again, what it read then (null if it could
   * not be read), where, and when (ms since the epoch). Null if no verification read it after a later run.
   */
  laterRun: number | null;
  laterReading: 'active' | 'inactive' | null;
  laterReadBy: VerifiedBy | null;
  laterReadAt: number | null;
  /**
   * The admin's reason for dismissing this user, who decided, and when (ms since the epoch); empty and null without a
   * decision.
   */
  dismissedBecause: string;
  dismissedBy: string;
  dismissedAt: number | null;
  /** Whether the user needs a decision, or has one; null if none is needed, or the run has not ended. */
  decision: Decision | null;
  /** The number of the later run that settled the user, and when that run ended (ms since the epoch); else null. */
  settledInRun: number | null;
  settledAt: number | null;
  /** `Date` and trace ID of Atlassian's answer that settled it; null if it had none. */
  date: number | null;
  trace: string | null;
}

/** Facts about a user that are in the journal and not in the run's state. */
export interface Noted {
  /** The stamps of the answers that settled the users, by position. */
  stamps: ReadonlyMap<number, AnswerStamp>;
  /**
   * The readings before their last calls, by position: when (ms since the epoch), and how long before the call (ms).
   */
  readings: ReadonlyMap<number, { by: ReadBeforeCall; at: number; ageMs: number }>;
}

/** The same, with the decisions about the users. */
type Known = Noted & { decisions: Decisions };

const nothingNoted: Noted = { stamps: new Map(), readings: new Map() };

/** The row of one user, also in the middle of a run. `carriedOut` is false if no process works on the run any more. */
function reportRow(
  state: RunState,
  entry: PlanEntry,
  carriedOut: boolean,
  { stamps, readings, decisions }: Known,
): ReportRow {
  const dismissal = decisions.dismissed.get(entry.position);
  const settled = decisions.settled.get(entry.position);
  const user = state.users.at(entry.position);
  const contradiction = isContradicted(state, entry.position)
    ? contradictionText(state, entry.position)
    : null;
  const stamp = stamps.get(entry.position);
  const reading = readings.get(entry.position);
  const verdict = verdictOf(state, entry.position);
  const verified = readingOf(state, entry.position);
  const later = state.verification?.later[entry.position];
  const row = {
    number: entry.position + 1,
    accountId: entry.accountId,
    name: entry.name,
    email: entry.email,
    dryRun: state.act === 'dry-run',
    predicted: state.act === 'restore' || !entry.prediction ? null : predictedLeaf(entry.prediction),
    contradicted: contradiction !== null,
    date: stamp?.date ?? null,
    trace: stamp?.trace ?? null,
    readBy: reading?.by ?? null,
    readAt: reading?.at ?? null,
    readAgeMs: reading?.ageMs ?? null,
    verdict,
    verification: verdict === null ? '' : verdictLabel(state, verdict),
    verifiedBy: verified?.source ?? null,
    verifiedAt: verified?.at ?? null,
    unverifiedWhy: verified?.why ?? '',
    laterRun: later?.run ?? null,
    laterReading: later === undefined || later.reading === 'unreadable' ? null : later.reading,
    laterReadBy: later?.source ?? null,
    laterReadAt: later?.at ?? null,
    dismissedBecause: dismissal?.reason ?? '',
    dismissedBy: dismissal?.by ?? '',
    dismissedAt: dismissal?.at ?? null,
    decision: decisionAt(decisions, entry.position),
    settledInRun: settled?.number ?? null,
    settledAt: settled?.at ?? null,
  };
  if (!user) {
    return {
      ...row,
      outcome: 'not-attempted',
      reason: '',
      hint: '',
      detail: null,
      link: null,
      before: null,
      unread: false,
      status: null,
      attempts: 0,
      at: null,
    };
  }
  return {
    ...row,
    outcome: shownOutcome(user, carriedOut),
    reason: [
      user.outcome === null ? openText(user, carriedOut) : user.message,
      ...(contradiction ? [contradiction.message] : []),
    ].join(' '),
    hint: [user.hint, contradiction?.hint ?? ''].filter(Boolean).join(' '),
    detail: user.detail,
    link: user.link ?? null,
    before: user.attempt > 0 ? user.before : null,
    unread: isCalledUnread(state, user),
    status: user.status,
    attempts: user.attempt,
    at: user.at,
  };
}

function decisionAt({ open, settled, dismissed }: Decisions, position: number): Decision | null {
  if (open.has(position)) return 'open';
  if (settled.has(position)) return 'settled';
  return dismissed.has(position) ? 'dismissed' : null;
}

/** The row of one user without what only the journal has: stamps, and the times of the readings before the calls. */
export function rowOf(
  state: RunState,
  entry: PlanEntry,
  carriedOut: boolean,
  settled: readonly SettledUser[],
): ReportRow {
  return reportRow(state, entry, carriedOut, { ...nothingNoted, decisions: decisionsOf(state, settled) });
}

/**
 * The whole report, row by row in the order of the plan; `entries` come in the order of their positions. A user whose
 * entry is missing from a damaged data folder still has a row. `settled` are the users whom later runs settled.
 */
export function* report(
  state: RunState,
  entries: Iterable<PlanEntry>,
  carriedOut: boolean,
  { noted = nothingNoted, settled = [] }: { noted?: Noted; settled?: readonly SettledUser[] } = {},
): Generator<ReportRow> {
  const { stamps, readings } = noted;
  const known: Known = { stamps, readings, decisions: decisionsOf(state, settled) };
  let next = 0;
  for (const entry of entries) {
    while (next < Math.min(entry.position, state.total)) yield missingRow(state, next++, carriedOut, known);
    next = Math.max(next, entry.position + 1);
    yield reportRow(state, entry, carriedOut, known);
  }
  while (next < state.total) yield missingRow(state, next++, carriedOut, known);
}

function missingRow(state: RunState, position: number, carriedOut: boolean, known: Known): ReportRow {
  const nobody = { position, accountId: '', name: '', email: '' };
  const row = reportRow(state, nobody, carriedOut, known);
  return { ...row, reason: `This user is missing from the data folder. ${row.reason}`.trim() };
}
