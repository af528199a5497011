/** The HTTP API in types: runs, their commands and their stream. */
import { z } from 'zod';
import { largestNumber, wholeNumber } from '#lib/contract/parts/query';
import { runSchema } from '#lib/contract/runs';
import { shownKinds } from '#lib/domain/outcome/outcome';
import { planAlarmSchema } from '#lib/domain/plan/alarms/alarm';
import { planEntrySchema } from '#lib/domain/plan/plan';
import { journalEntrySchema } from '#lib/domain/run/events';
import { momentSchema } from '#lib/domain/run/hold';
import { storedEventSchema } from '#lib/domain/run/stored-event';
import { commandAnswersSchema, runCommandSchema } from '#lib/domain/run/view/commands';
import { messageSchema } from '#lib/domain/text/message';

/** POST /api/runs: `digest` and `count` are what the admin saw and typed. Both must match the plan. */
export const startRequestSchema = z.strictObject({
  planId: z.string(),
  digest: z.string(),
  count: z.number().int(),
});

/** GET /api/runs/{id}/settled: the users of a run who would need a decision, had a later run not settled them. */
export const settledSchema = z.object({
  settled: z.array(
    z.object({
      position: z.number().int(),
      runId: z.string(),
      number: z.number().int(),
      /** The time when that run ended, ms since the epoch. */
      at: z.number(),
    }),
  ),
});
export type SettledUsers = z.infer<typeof settledSchema>['settled'];

/**
 * GET /api/runs/{id}/unchecked-rule: the protection rule that keeps a run from being resumed, and what to do; null if
 * there is none.
 */
export const uncheckedRuleSchema = z.object({
  rule: z.object({ message: messageSchema, hint: messageSchema }).nullable(),
});

/** POST /api/runs/{id}/dismissals: nothing more is to be done about these users, by position in the plan. */
export const dismissRequestSchema = z.strictObject({
  positions: z.array(z.number().int().nonnegative()).min(1).max(100_000),
  reason: z.string().trim().min(1).max(500),
  operatorName: z.string().trim().max(200).optional(),
});

/** The query of GET /api/runs/{id}: `entries=none` leaves out the people of the plan. */
export const runQuerySchema = z.strictObject({ entries: z.literal('none').optional() });

/** GET /api/runs/{id}?entries=none */
export const runHeadSchema = z.object({
  run: runSchema,
  /** The alarms of the plan when it was sealed. */
  alarms: z.array(planAlarmSchema),
  /** The identity of the file that the journal is written to now; null if it is not known. See `copyQuestion`. */
  file: z.string().nullable(),
  /** Another process owns the data folder, so this one takes no command. */
  watching: z.boolean(),
});
export type RunHead = z.infer<typeof runHeadSchema>;

/** The query of GET /api/runs/{id}/entries: the position of the first user of the page. */
export const runEntriesQuerySchema = z.strictObject({ from: wholeNumber(0, largestNumber).default(0) });

/** GET /api/runs/{id}/entries: some people of the plan, in its order. */
export const runEntriesSchema = z.object({
  entries: z.array(planEntrySchema),
  /** The place where the next page begins; null after the last one. */
  next: z.number().int().nullable(),
});

/** GET /api/runs/{id}: the people of the plan too. The event stream has the journal. */
export type RunDetail = RunHead & { entries: readonly z.infer<typeof planEntrySchema>[] };

/**
 * The query of GET /api/runs/{id}/report.csv, .html and .json: `redacted=1` removes everything that names a person or
 * the organisation.
 */
export const reportQuerySchema = z.strictObject({ redacted: z.literal('1').optional() });

/** The query of GET /api/history: an account ID, an e-mail address, or words of a name. */
export const historyQuerySchema = z.strictObject({ who: z.string().trim().min(1).max(500) });

const historyRowSchema = z.object({
  run: runSchema,
  /** The person in that run's plan. */
  accountId: z.string(),
  name: z.string(),
  email: z.string(),
  outcome: z.enum(shownKinds),
  reason: z.string(),
  /** The verdict of the last verification in words, and its time (ms since the epoch); empty and null without one. */
  verification: z.string(),
  verifiedAt: z.number().nullable(),
  /** The time when the outcome was written, ms since the epoch; null if nothing was begun. */
  at: z.number().nullable(),
  dismissedBecause: z.string(),
  /** The later run that settled the user; null if none did. */
  settled: z.object({ runId: z.string(), number: z.number().int() }).nullable(),
});
/** What one run did with an account. */
export type HistoryRow = z.infer<typeof historyRowSchema>;

/** GET /api/history: what all runs did with the account, newest run first. */
export const historySchema = z.object({
  rows: z.array(historyRowSchema),
  /**
   * Null if the account was found by its ID or an address. `more`: other people have the name too, and are left out.
   */
  byName: z.object({ people: z.number().int(), more: z.boolean() }).nullable(),
});
export type History = z.infer<typeof historySchema>;

/** The query of GET /api/runs/{id}/report.csv: also `preset=access-review` for the columns of an access review. */
export const csvQuerySchema = z.union([
  reportQuerySchema,
  z.strictObject({ preset: z.literal('access-review') }),
]);

/** POST /api/runs/{id}/commands */
export const commandRequestSchema = z.strictObject({
  command: runCommandSchema,
  ...commandAnswersSchema.shape,
});
export type CommandRequest = z.infer<typeof commandRequestSchema>;

/** The query of POST /api/runs/import: the name of the file. */
export const importQuerySchema = z.strictObject({ name: z.string().optional() });

/** The query of GET /api/runs/{id}/events: the `seq` of the last known entry. */
export const eventsQuerySchema = z.strictObject({ after: wholeNumber(0, largestNumber).default(0) });

/**
 * GET /api/runs/{id}/events: one server-sent event per journal entry, with the event as it is stored. Its ID is the
 * entry's `seq`.
 */
export const streamedEntrySchema = journalEntrySchema.extend({ event: storedEventSchema });

/**
 * The events named `clock` in that stream, at its beginning and every 15 seconds: the server's wall clock, in ms since
 * the epoch, and the monotonic clock, which decides how long a wait lasts.
 */
export const streamedClockSchema = z.strictObject({ wall: z.number(), moment: momentSchema });
export type StreamedClock = z.infer<typeof streamedClockSchema>;
