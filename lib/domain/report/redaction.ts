/**
 * Redacts a report: removes everything that names a person or the organisation, so that it can be shared. Every field
 * that stays is listed here, so a new field is left out until it is added here too. Pure.
 */
import type { AuditLog, ReadLog } from '#lib/domain/audit/audit-log';
import { outcomeMeanings, type ShownOutcome } from '#lib/domain/outcome/outcome';
import type { Plan } from '#lib/domain/plan/plan';
import { selectionOf } from '#lib/domain/plan/selection-term';
import { whoAndWhyOf } from '#lib/domain/plan/who-and-why';
import { publishedRefusal } from '#lib/domain/preflight/refusal-reasons';
import type { ReportRow } from '#lib/domain/report/report';
import type { RunState } from '#lib/domain/run/state';

/** The notice at the top of a redacted report. */
export const redactionNote =
  'REDACTED: names, e-mail addresses, organisation, file, operator, reason, ticket, questions and Atlassian’s texts are left out, and account IDs are replaced by hashes. This report cannot be verified against the digest of the plan.';

/** Replaces a text that was left out. */
export const leftOut = 'Left out';

/** The status values that a redacted report repeats [DOC]. Any other text of Atlassian is left out. */
const statuses = ['active', 'inactive', 'closed'];

/** A status of Atlassian; any other text is left out. */
export function redactedStatus(text: string): string {
  return text === '' || statuses.includes(text.toLowerCase()) ? text : leftOut;
}

/** Outcomes whose meaning refers to a reason. */
const needsReason: readonly ShownOutcome[] = ['refused', 'failed', 'skipped'];

/** The row without a person. `hash` replaces an account ID; it must not be reversible. */
export function redactedRow(row: ReportRow, hash: (accountId: string) => string): ReportRow {
  const { number, accountId, outcome, dryRun, predicted, contradicted, before } = row;
  return {
    ...{ number, outcome, dryRun, predicted, contradicted },
    accountId: accountId === '' ? '' : hash(accountId),
    // Only distinguishes the rows. Initials would still identify a person.
    name: `User ${number}`,
    email: '',
    ...redactedReason(row),
    detail: null,
    link: null,
    before: before === null ? null : redactedStatus(before),
    readBy: row.readBy,
    readAt: row.readAt,
    readAgeMs: row.readAgeMs,
    unread: row.unread,
    status: row.status,
    attempts: row.attempts,
    at: row.at,
    verdict: row.verdict,
    verification: row.verification,
    verifiedBy: row.verifiedBy,
    verifiedAt: row.verifiedAt,
    unverifiedWhy: row.unverifiedWhy === '' ? '' : leftOut,
    dismissedBecause: row.dismissedBecause === '' ? '' : leftOut,
    dismissedBy: row.dismissedBy === '' ? '' : leftOut,
    dismissedAt: row.dismissedAt,
    laterRun: row.laterRun,
    laterReading: row.laterReading,
    laterReadBy: row.laterReadBy,
    laterReadAt: row.laterReadAt,
    decision: row.decision,
    settledInRun: row.settledInRun,
    settledAt: row.settledAt,
    date: row.date,
    trace: null,
  };
}

/** The reason if it is a published one of Atlassian's in our own words, else the meaning of the outcome. */
function redactedReason({ outcome, reason, contradicted }: ReportRow): { reason: string; hint: string } {
  const published = publishedRefusal(reason);
  if (published !== null) return published;
  const meaning = outcomeMeanings[outcome];
  const missing = needsReason.includes(outcome) ? ' The reason is left out.' : '';
  const otherwise = contradicted ? ' Read again after it, the account says otherwise.' : '';
  return { reason: `${meaning}${missing}${otherwise}`, hint: '' };
}

/** The plan without organisation, file, message, operator, reason, ticket, key, questions and digests. */
export function redactedPlan(plan: Plan): Plan {
  const { id, version, count, createdAt, act, options, terms } = plan;
  return {
    ...{ id, count, createdAt },
    ...(version && { version }),
    ...(act && { act }),
    ...(options && { options }),
    rosterId: null,
    rosterName: leftOut,
    organisationId: null,
    organisationName: leftOut,
    message: null,
    digest: '',
    ...(terms && { terms: redactedTerms(terms) }),
    optionalTerms: redactedOptionalTerms(plan),
  };
}

function redactedTerms(terms: NonNullable<Plan['terms']>): NonNullable<Plan['terms']> {
  const { protections, preflightAt, activeAccounts, reach, predicted, sizeLimit } = terms;
  return {
    ...{ preflightAt, activeAccounts, reach, predicted },
    protections: { count: protections.count, digest: '' },
    sizeLimit: {
      maxCount: sizeLimit.maxCount,
      maxPercent: sizeLimit.maxPercent,
      percentFrom: sizeLimit.percentFrom,
      exceeded: sizeLimit.exceeded === null ? null : leftOut,
      raisedBecause: null,
    },
    alarms: [],
  };
}

/** The counts of the selection, the number of rules, and the version of Lockstep. */
function redactedOptionalTerms(plan: Plan): NonNullable<Plan['optionalTerms']> {
  const selection = selectionOf(plan);
  const { version } = whoAndWhyOf(plan);
  const rules = selection?.rules.map((_, at) => `Rule ${at + 1}`) ?? [];
  return {
    ...(selection && { selection: { counts: { ...selection.counts }, rules } }),
    ...(version !== null && { lockstep: version }),
  };
}

/**
 * The state with its numbers, and without texts of Atlassian, of the admin or about this computer. Each part is listed,
 * so that a new one is left out until somebody decides about it.
 */
export function redactedState(state: RunState): RunState {
  const { seq, total, act, startedAt, endedAt, status, canary, users, next, open, counts, settled } = state;
  const { faultsInARow, probes, refusalsInARow, refusalLimit, drift, counted, recheck, verification } = state;
  const { end, imported, headcounts, withoutReading } = state;
  const withoutTexts = Object.entries(headcounts).map(([moment, { active, changed, at }]) => [
    moment,
    { active, changed, at, message: active === null ? 'It could not be read.' : '' },
  ]);
  return {
    ...{ seq, total, act, startedAt, endedAt, status, canary, users, next, open, counts, settled },
    ...{ faultsInARow, probes, refusalsInARow, refusalLimit, drift, counted, recheck, verification },
    ...(withoutReading && { withoutReading }),
    planDigest: '',
    auditLog: redactedAuditLog(state.auditLog),
    pause: null,
    calledAt: null,
    hold: null,
    keyFault: null,
    keys: [],
    file: null,
    resumedInCopy: [],
    end: end && {
      ...end,
      message: end.message === '' ? '' : 'The full report says why it ended early.',
      hint: '',
    },
    headcounts: Object.fromEntries(withoutTexts),
    dismissals: new Map(),
    imported: imported && redactedSource(imported),
  };
}

/** The source of an imported run: the tool and its dates. */
export function redactedSource({
  tool,
  startedAt,
  endedAt,
}: NonNullable<RunState['imported']>): NonNullable<RunState['imported']> {
  return {
    ...{ tool, startedAt, endedAt },
    fileName: leftOut,
    collection: '',
    origins: [],
    problems: [],
    problemCount: 0,
    keyInFile: false,
    recordDigest: '',
  };
}

/** The log with its numbers and times, without the actors and without other objects of their actions. */
function redactedAuditLog(log: AuditLog | null): AuditLog | null {
  if (log === null) return null;
  const nobody = { id: null, name: null, email: null, tokenId: null, tokenLabel: null };
  const redacted = (read: ReadLog): ReadLog => ({
    ...read,
    message: read.message === '' ? '' : 'The full report says why it was not read to its end.',
    hint: '',
    events: read.events.map(({ at, action, positions }) => ({
      at,
      action,
      positions,
      actor: nobody,
      others: [],
    })),
  });
  return { known: log.known && redacted(log.known), last: redacted(log.last) };
}
