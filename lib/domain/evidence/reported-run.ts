/** Reads a run from a JSON report of Lockstep, of any version, so that those it deactivated can be restored. Pure. */
import { z } from 'zod';
import { accountKey, parseAccountId } from '#lib/domain/account/account-id';
import type { Act } from '#lib/domain/outcome/act';
import { outcomeKinds } from '#lib/domain/outcome/outcome';

/** A user of a report. */
const reportedUserSchema = z.object({
  accountId: z.string(),
  name: z.string(),
  email: z.string(),
  /** Null if the user has no outcome. */
  outcome: z.enum(outcomeKinds).nullable().catch(null),
  /**
   * The account's status right before the last call; null if it was not called or not read, and in reports of version
   * 1, which do not say.
   */
  before: z.string().nullable().default(null),
  attempts: z.number().int().nonnegative(),
  status: z.number().int().nullable().catch(null),
  reason: z.string().catch(''),
});
type ReportedUser = z.infer<typeof reportedUserSchema>;

/** A run according to its report. Dates are ms since the epoch. */
export interface ReportedRun {
  id: string;
  number: number;
  planDigest: string;
  organisation: { id: string | null; name: string };
  startedAt: number | null;
  endedAt: number | null;
  /** The differences of the run from what was sealed and written when the report was made, one sentence each. */
  differences: string[];
  /** In the order of the plan. */
  users: ReportedUser[];
}

/** A run, or why nobody can be restored by this report. */
export type ReportedReading = { ok: true; run: ReportedRun } | { ok: false; message: string; hint: string };

const reportSchema = z.object({
  run: z.object({
    id: z.string(),
    number: z.number().int().positive(),
    plan: z.object({
      act: z.string().optional(),
      organisationId: z.string().nullable(),
      organisationName: z.string(),
      count: z.number().int(),
      digest: z.string(),
    }),
    startedAt: z.number().int().nullable().catch(null),
    endedAt: z.number().int().nullable().catch(null),
    status: z.string(),
    imported: z.unknown().optional(),
    differences: z.array(z.string()).catch([]),
  }),
  sealed: z.object({ differences: z.array(z.string()).catch([]) }).optional(),
  redacted: z.unknown().optional(),
  rows: z.array(z.custom<ReportedUser | null>()),
});

/** Reads one item of `rows`; null if it is none. */
export function readReportedUser(item: unknown): ReportedUser | null {
  return reportedUserSchema.safeParse(item).data ?? null;
}

const whole = 'Download the JSON report or the evidence pack of the run again, and use that file unchanged.';

/** The run in the JSON of a report, whose rows `readReportedUser` has read; null if it is no report of Lockstep. */
export function readReport(content: unknown): ReportedReading | null {
  const { data } = reportSchema.safeParse(content);
  if (data === undefined) return null;
  const { run, sealed, redacted, rows } = data;
  const { plan } = run;
  if (redacted !== undefined && redacted !== false && redacted !== null) {
    return refused(
      'This report is redacted: it does not say which accounts it is about.',
      'Use the full report.',
    );
  }
  if (run.imported !== undefined && run.imported !== null) {
    return refused(
      'This is the report of an imported run, which does not say who was active before the calls.',
      'Use a report of the run itself.',
    );
  }
  const users: ReportedUser[] = [];
  for (const user of rows) {
    if (user === null) return refused(`Row ${users.length + 1} of this report cannot be read.`, whole);
    users.push(user);
  }
  if (users.length !== plan.count) {
    return refused(
      `This report is not whole: its run has ${plan.count} users, and it lists ${users.length}.`,
      whole,
    );
  }
  return restorable({
    act: plan.act ?? 'deactivate',
    hasEnded: run.status === 'ended',
    run: {
      id: run.id,
      number: run.number,
      planDigest: plan.digest,
      organisation: { id: plan.organisationId, name: plan.organisationName },
      startedAt: run.startedAt,
      endedAt: run.endedAt,
      differences: [...new Set([...run.differences, ...(sealed?.differences ?? [])])],
      users,
    },
  });
}

/** Checks that a run deactivated accounts, each named once by its whole ID. */
export function restorable({
  act,
  hasEnded,
  run,
}: {
  act: Act | (string & {});
  hasEnded: boolean;
  run: ReportedRun;
}): ReportedReading {
  if (act !== 'deactivate') {
    const what = act === 'dry-run' ? 'a dry run, which called nobody' : 'a restore';
    return refused(
      `Run ${run.number} was ${what}: it deactivated nobody.`,
      'Use a report of the run that deactivated.',
    );
  }
  if (!hasEnded) {
    return refused(
      `This was written before run ${run.number} had ended, so it does not have every outcome.`,
      'Use a report that was made after the end.',
    );
  }
  const seen = new Set<string>();
  for (const [at, { accountId }] of run.users.entries()) {
    const id = parseAccountId(accountId);
    // A shortened or hashed ID would be another account's, or nobody's.
    if (id === null)
      return refused(`Row ${at + 1} has no account ID: “${accountId.slice(0, 60)}” is none.`, whole);
    if (seen.has(accountKey(id))) return refused(`The account ${id} is in it twice.`, whole);
    seen.add(accountKey(id));
  }
  const deactivated = run.users.filter(
    ({ outcome }) => outcome === 'deactivated' || outcome === 'confirmed-inactive',
  );
  if (deactivated.length === 0) {
    return refused(`Run ${run.number} deactivated nobody, so there is nobody to restore.`, '');
  }
  if (!deactivated.some(({ before }) => before === 'active')) {
    const hint =
      'Use the evidence pack of the run, or a report that a newer version of Lockstep makes of it.';
    return refused('This report does not say of anybody that the account was active before the run.', hint);
  }
  return { ok: true, run };
}

function refused(message: string, hint: string): ReportedReading {
  return { ok: false, message, hint };
}
