/** The report as a CSV for spreadsheets: escaped against formulas, UTF-8 with BOM, CRLF. */
import { csvLines, csvText, guardCell } from '#lib/domain/csv/writing';
import { dryRunMark } from '#lib/domain/outcome/act';
import { outcomeLabels } from '#lib/domain/outcome/outcome';
import { leafLabels } from '#lib/domain/plan/leaf';
import type { Plan } from '#lib/domain/plan/plan';
import { operatorText, whoAndWhyOf } from '#lib/domain/plan/who-and-why';
import { decisionLabels, type ReportRow } from '#lib/domain/report/report';
import { verifiedByLabels } from '#lib/domain/run/verdict';
import { readByLabels } from '#lib/domain/run/view/read-text';
import { inGroups } from '#lib/domain/text/pieces';

/** The header of the report. */
export const reportColumns = [
  'Account ID',
  'Name',
  'E-mail',
  'Outcome',
  'Reason',
  'HTTP status',
  'Attempts',
  'Time',
  'What to do',
  'Atlassian said',
  'Answered before the run',
  'Link',
  'Read before the call',
  'As sealed',
  'Atlassian’s date',
  'Trace ID',
  'Run ended',
  'Predicted',
  'Read by',
  'Read at',
  'Run',
  'Organisation',
  'Organisation ID',
  'Operator',
  'Run reason',
  'Ticket',
  'Key',
  'Sealed by',
  'Verification',
  'Plan SHA-256',
  'Journal',
  'Verified at',
  'Verified by',
  'Dismissed because',
  'Dismissed by',
  'Dismissed at',
  'Decision',
  'Settled in run',
  'Settled at',
  'Decisions as of',
  'Later run',
  'Read after it',
  'Read after it at',
] as const;

/** Facts about the whole run that every row repeats, since a table has no other place for them. */
export interface EveryRow {
  /** The plan's questions with the admin's answers, one sentence each. */
  answered: readonly string[];
  /** Whether plan and journal still match what was sealed and written (`asSealed`). */
  sealed: string;
  /** The time when the run ended, ms since the epoch; null in a report made before the end. */
  endedAt: number | null;
  run: number;
  plan: Pick<Plan, 'organisationId' | 'organisationName' | 'digest' | 'optionalTerms' | 'terms'>;
  /** The last four characters of the keys, in the order of their use. */
  keys: readonly string[];
  /** The result of checking the journal, in a sentence. */
  journal: string;
  /** As of when it is known which users later runs have settled, ms since the epoch; null if that is not known. */
  decidedAsOf: number | null;
  /** The report names nobody. Its first column says so. */
  redacted: boolean;
}

const redacted = ['Redacted', 'Yes: it cannot be verified against the digest of the plan'] as const;

/** The cells of one user. `run` are the cells about the whole run. */
function reportCells(
  row: ReportRow,
  { answered, sealed, endedAt, plan, journal, decidedAsOf }: EveryRow,
  run: readonly string[],
): string[] {
  const time = row.at === null ? '' : new Date(row.at).toISOString();
  const label = outcomeLabels[row.outcome];
  const status = row.status === null ? '' : String(row.status);
  return [
    row.accountId,
    row.name,
    row.email,
    row.dryRun ? `${dryRunMark}: ${label}` : label,
    row.reason,
    status,
    String(row.attempts),
    time,
    row.hint,
    row.detail ?? '',
    answered.join(' '),
    row.link ?? '',
    row.unread ? 'NOT READ' : (row.before ?? ''),
    sealed,
    row.date === null ? '' : new Date(row.date).toISOString(),
    row.trace ?? '',
    endedAt === null ? 'NOT YET' : new Date(endedAt).toISOString(),
    row.predicted === null ? '' : leafLabels[row.predicted],
    row.readBy === null ? '' : readByLabels[row.readBy],
    row.readAt === null ? '' : new Date(row.readAt).toISOString(),
    ...run,
    row.verification || 'Not verified',
    plan.digest,
    journal,
    row.verifiedAt === null ? '' : new Date(row.verifiedAt).toISOString(),
    row.verifiedBy === null ? row.unverifiedWhy : verifiedByLabels[row.verifiedBy],
    row.dismissedBecause,
    row.dismissedBy,
    row.dismissedAt === null ? '' : new Date(row.dismissedAt).toISOString(),
    row.decision === null ? '' : decisionLabels[row.decision],
    row.settledInRun === null ? '' : String(row.settledInRun),
    row.settledAt === null ? '' : new Date(row.settledAt).toISOString(),
    decidedAsOf === null ? '' : new Date(decidedAsOf).toISOString(),
    row.laterRun === null ? '' : String(row.laterRun),
    row.laterRun === null ? '' : laterCell(row),
    row.laterReadAt === null ? '' : new Date(row.laterReadAt).toISOString(),
  ];
}

/** The status that was read after a later run, with its source: `active, Search`. */
function laterCell({ laterReading, laterReadBy }: ReportRow): string {
  if (laterReading === null) return 'NOT READ';
  return [laterReading, laterReadBy === null ? '' : verifiedByLabels[laterReadBy]].filter(Boolean).join(', ');
}

/** The cells about the run: number, organisation, operator, reason and keys. */
function runCells({ run, plan, keys }: EveryRow): string[] {
  const who = whoAndWhyOf(plan);
  return [
    String(run),
    plan.organisationName,
    plan.organisationId ?? '',
    operatorText(who),
    who.reason ?? '',
    who.ticket ?? '',
    keys.map((tail) => `…${tail}`).join(', then '),
    who.version === null ? '' : `Lockstep ${who.version}`,
  ];
}

/** The whole file, in pieces that make up its text. */
export function* reportCsv(rows: Iterable<ReportRow>, everywhere: EveryRow): Generator<string> {
  const [header, said] = redacted;
  const isRedacted = everywhere.redacted;
  yield csvText([isRedacted ? [header, ...reportColumns] : reportColumns]);
  const run = runCells(everywhere);
  for (const group of inGroups(rows)) {
    yield csvLines(
      group.map((row) =>
        [...(isRedacted ? [said] : []), ...reportCells(row, everywhere, run)].map(guardCell),
      ),
    );
  }
}
