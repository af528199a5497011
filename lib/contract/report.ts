/** The shape of `report.json`. docs/report.schema.json is made from it. */
import { z } from 'zod';
import { runAnswerSchema } from '#lib/contract/runs';
import { shownKinds } from '#lib/domain/outcome/outcome';
import { leaves } from '#lib/domain/plan/leaf';
import { decisionKinds, type ReportRow } from '#lib/domain/report/report';
import { headcountMoments, readBeforeCall } from '#lib/domain/run/events';
import { verdictKinds } from '#lib/domain/run/verdict';
import { verifiedBy } from '#lib/domain/run/verification-events';

/** The version of the report's names and shapes. Additions keep it; absent in reports of version 1. */
export const reportVersion = 2 as const;

const ms = z.number().describe('Milliseconds since 1970-01-01 UTC');

const rowSchema = z.strictObject({
  number: z.number().int().describe('Counted from 1, in the order of the plan'),
  accountId: z.string(),
  name: z.string(),
  email: z.string(),
  outcome: z.enum(shownKinds),
  dryRun: z.boolean(),
  predicted: z.enum(leaves).nullable(),
  contradicted: z.boolean().describe('The account reads otherwise than its outcome says'),
  reason: z.string(),
  hint: z.string(),
  detail: z.string().nullable().describe('The text of Atlassian’s answer'),
  link: z.string().nullable().describe('The page to which Atlassian sends the admin'),
  before: z.string().nullable().describe('The status read right before the last call'),
  readBy: z.enum(readBeforeCall).nullable(),
  readAt: ms.nullable(),
  readAgeMs: z.number().nullable(),
  unread: z.boolean().describe('Called although the account could not be read'),
  status: z.number().int().nullable().describe('The last HTTP status'),
  attempts: z.number().int(),
  at: ms.nullable().describe('When the outcome was written, in milliseconds since 1970-01-01 UTC'),
  date: ms.nullable().describe('The header Date of the answer that settled the user'),
  trace: z.string().nullable(),
  verdict: z
    .enum(verdictKinds)
    .nullable()
    .describe('What the last verification read after the run; null if none came to this user'),
  verification: z.string().describe('The verdict in words; empty without one'),
  verifiedBy: z.enum(verifiedBy).nullable(),
  verifiedAt: ms.nullable(),
  unverifiedWhy: z.string().describe('Why the account could not be read then'),
  dismissedBecause: z
    .string()
    .describe('Why nothing more is to be done about the user; empty if nobody decided so'),
  dismissedBy: z.string().describe('Who decided that, as they said'),
  dismissedAt: ms.nullable(),
  laterRun: z
    .number()
    .int()
    .nullable()
    .describe('The number of a later run that acted on the account before it was read again'),
  laterReading: z
    .enum(['active', 'inactive'])
    .nullable()
    .describe('What the account read after that run; null if it could not be read'),
  laterReadBy: z.enum(verifiedBy).nullable(),
  laterReadAt: ms.nullable(),
  decision: z
    .enum(decisionKinds)
    .nullable()
    .describe('Whether the user needs a decision, or has one; null if none is needed'),
  settledInRun: z.number().int().nullable().describe('The number of the later run that settled the user'),
  settledAt: ms.nullable().describe('When that run ended, in milliseconds since 1970-01-01 UTC'),
}) satisfies z.ZodType<ReportRow>;

const whoSchema = z.strictObject({
  operator: z
    .strictObject({
      name: z.string().nullable(),
      account: z.strictObject({ accountId: z.string(), name: z.string(), email: z.string() }).nullable(),
    })
    .nullable(),
  reason: z.string().nullable(),
  ticket: z.string().nullable(),
  keyTail: z.string().nullable().describe('The last four characters of the key'),
  version: z.string().nullable().describe('The version of Lockstep that sealed the plan'),
});

const completenessSchema = z.strictObject({
  list: z
    .strictObject({
      rows: z.number().int(),
      leftOut: z.array(z.strictObject({ reason: z.string(), count: z.number().int() })),
      selected: z.number().int(),
      rules: z.array(z.string()),
    })
    .nullable(),
  planned: z.number().int(),
  called: z.number().int(),
  outcomes: z.array(z.strictObject({ outcome: z.enum(shownKinds), count: z.number().int() })),
});

const headcountSchema = z.object({
  moment: z.enum(headcountMoments),
  active: z.number().int().nullable(),
  expected: z.number().int().nullable(),
  matches: z.boolean().nullable(),
  message: z.string(),
});

const auditLogSchema = z.strictObject({
  readAt: ms,
  from: ms,
  to: ms,
  whole: z.boolean().describe('Whether all events of that time were read'),
  matched: z
    .number()
    .int()
    .describe('Users whom the run reports as changed, and for whom the log has the change'),
  missing: z.array(z.number().int()).describe('The numbers of the rows for which it has none'),
  actors: z.array(z.strictObject({ label: z.string(), events: z.number().int() })),
  others: z
    .array(
      z.strictObject({
        at: ms,
        action: z.string(),
        actor: z.string(),
        rows: z.array(z.number().int()),
        about: z.array(z.string()),
      }),
    )
    .describe('Other changes of accounts in that time'),
  note: z.string(),
});
/** Atlassian's audit log in a report, beside the journal. */
export type ReportedAuditLog = z.infer<typeof auditLogSchema>;

/** The whole report. */
export const runReportSchema = z.strictObject({
  version: z.literal(reportVersion),
  redacted: z.literal(true).optional().describe('Present in a redacted report, which names nobody'),
  mark: z.string().optional().describe('Present in the report of a dry run, and in a redacted one'),
  run: runAnswerSchema.shape.run,
  sealed: z.strictObject({
    version: z.number().int(),
    intact: z.boolean(),
    differences: z.array(z.string()),
    notSealed: z.string().nullable(),
  }),
  unfinished: z.string(),
  endedWhy: z.string(),
  activeAccounts: z.array(headcountSchema),
  recheck: z.string(),
  answered: z.array(z.string()),
  wouldStop: z.array(z.string()),
  calledUnread: z.number().int(),
  who: whoSchema,
  keys: z
    .array(z.strictObject({ tail: z.string(), since: ms.nullable() }))
    .describe(
      'The keys in the order of their use; `since` is null for the one that the plan was sealed with',
    ),
  completeness: completenessSchema,
  auditLog: auditLogSchema
    .nullable()
    .optional()
    .describe('Atlassian’s audit log of that time; null if it was not read; absent in earlier reports'),
  decisions: z
    .strictObject({
      knownAt: ms.describe('When it was looked which users later runs have settled'),
      open: z.number().int(),
      settled: z.array(z.strictObject({ run: z.number().int(), users: z.number().int() })),
      dismissed: z.number().int(),
    })
    .nullable()
    .optional()
    .describe(
      'What was decided about the users who needed a decision; null before the end of the run; absent in earlier reports',
    ),
  clocks: z
    .strictObject({ answers: z.number().int(), leastMs: z.number(), mostMs: z.number(), said: z.string() })
    .nullable(),
  journal: z.union([
    z.strictObject({
      intact: z.literal(true),
      entries: z.number().int(),
      head: z.string(),
      unread: z.string().optional(),
    }),
    z.strictObject({
      intact: z.literal(false),
      at: z.number().int(),
      why: z.string(),
      unread: z.string().optional(),
    }),
  ]),
  rows: z.array(rowSchema),
});
