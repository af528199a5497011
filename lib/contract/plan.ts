/** The HTTP API in types: sealing a plan. */
import { z } from 'zod';
import { planEntrySchema, planSchema } from '#lib/domain/plan';
import { planAlarmSchema } from '#lib/domain/plan-alarm';
import { planAnswerSchema } from '#lib/domain/plan-question';
import { planSourceSchema } from '#lib/domain/plan-source';
import { runOptionsSchema } from '#lib/domain/run-options';

/** POST /api/plans: seals the ticked users of a roster, or some users of an ended run. */
export const sealRequestSchema = z.union([
  z.object({
    rosterId: z.string(),
    message: z.string().trim().max(1_000).optional(),
    options: runOptionsSchema.optional(),
    /** Why the plan may be above the size limit, this once; needed above it, and recorded. */
    raisedBecause: z.string().trim().max(500).optional(),
    /** Answers to what the guards could not check. */
    answers: z.array(planAnswerSchema).max(1_000).optional(),
    /** Everything but the write: the run of this plan calls nobody. */
    dryRun: z.boolean().optional(),
  }),
  z.object({
    fromRunId: z.string(),
    users: planSourceSchema,
    options: runOptionsSchema.optional(),
    raisedBecause: z.string().trim().max(500).optional(),
    answers: z.array(planAnswerSchema).max(1_000).optional(),
    /** Where the users of imported results belong, where the results do not say so. */
    organisationId: z.string().optional(),
  }),
]);

/** GET /api/plans/{id}, and the answer to sealing. */
export const planDetailSchema = z.object({
  plan: planSchema,
  entries: z.array(planEntrySchema),
  /** What the admin should know before confirming. */
  notes: z.array(z.string()).optional(),
  alarms: z.array(planAlarmSchema),
});

/** The query of GET /api/plans/{id}/postman/{file}: what the admin saw and typed, as for a run. */
export const confirmationSchema = z.strictObject({
  digest: z.string(),
  count: z.coerce.number().int(),
});
