/** The HTTP API in types: sealing a plan. */
import { z } from 'zod';
import { byField } from '#lib/contract/parts/by-field';
import { largestNumber, wholeNumber } from '#lib/contract/parts/query';
import { planAlarmSchema } from '#lib/domain/plan/alarms/alarm';
import { planEntrySchema, planSchema } from '#lib/domain/plan/plan';
import { planAnswerSchema } from '#lib/domain/plan/question';
import { runOptionsSchema } from '#lib/domain/plan/run-options';
import { planSourceSchema } from '#lib/domain/plan/source';
import { whoAndWhyInputSchema } from '#lib/domain/plan/who-and-why';
import { messageSchema } from '#lib/domain/text/message';

/** Stored options may have unknown fields. In a request, a misspelt option must not count as an absent one. */
const optionsRequestSchema = runOptionsSchema.strict();

/** POST /api/plans: seals some users of an ended run, or the ticked users of a roster. */
export const sealRequestSchema = byField(
  'fromRunId',
  z.strictObject({
    fromRunId: z.string(),
    users: planSourceSchema,
    /** Only these of the users, by position in the plan of the run; absent for all. */
    positions: z.array(z.number().int().nonnegative()).min(1).max(100_000).optional(),
    options: optionsRequestSchema.optional(),
    raisedBecause: z.string().trim().max(500).optional(),
    answers: z.array(planAnswerSchema).max(1_000).optional(),
    /** The operator, the reason and the ticket of the plan. */
    who: whoAndWhyInputSchema.optional(),
    /** The organisation of imported users, if their results do not say it. */
    organisationId: z.string().optional(),
  }),
  z.strictObject({
    rosterId: z.string(),
    message: z.string().trim().max(1_000).optional(),
    options: optionsRequestSchema.optional(),
    /** The reason why this plan may exceed the size limit. Required above the limit, and recorded. */
    raisedBecause: z.string().trim().max(500).optional(),
    /** Answers to what the guards could not check. */
    answers: z.array(planAnswerSchema).max(1_000).optional(),
    /** The operator, the reason and the ticket of the plan. */
    who: whoAndWhyInputSchema.optional(),
    /** Everything but the calls: the run of this plan calls nobody. */
    dryRun: z.boolean().optional(),
  }),
);

/** GET /api/plans/{id}, and the answer to sealing. */
export const planDetailSchema = z.object({
  plan: planSchema,
  entries: z.array(planEntrySchema),
  /** Notes for the admin to read before confirming. */
  notes: z.array(messageSchema).optional(),
  alarms: z.array(planAlarmSchema),
});

/** The query of GET /api/plans/{id}/postman/{file}: what the admin saw and typed, as for a run. */
export const confirmationQuerySchema = z.strictObject({
  digest: z.string(),
  count: wholeNumber(0, largestNumber),
});
