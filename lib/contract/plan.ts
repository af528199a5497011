/** The HTTP API in types: sealing a plan. */
import { z } from 'zod';
import { planEntrySchema, planSchema } from '#lib/domain/plan';
import { planAlarmSchema } from '#lib/domain/plan-alarm';
import { planSourceSchema } from '#lib/domain/plan-source';
import { runOptionsSchema } from '#lib/domain/run-options';

/** POST /api/plans: seals the ticked users of a roster, or some users of an ended run. */
export const sealRequestSchema = z.union([
  z.object({
    rosterId: z.string(),
    message: z.string().trim().max(1_000).optional(),
    options: runOptionsSchema.optional(),
    /** Why the brake is raised for this one plan; needed above it, and recorded. */
    raisedBecause: z.string().trim().max(500).optional(),
    /** Everything but the write: the run of this plan calls nobody. */
    dryRun: z.boolean().optional(),
  }),
  z.object({ fromRunId: z.string(), users: planSourceSchema, options: runOptionsSchema.optional() }),
  /** The same as `fromRunId` with the users `rest`. */
  z.object({ restOfRunId: z.string() }),
]);
export type SealRequest = z.infer<typeof sealRequestSchema>;

/** GET /api/plans/{id}, and the answer to sealing. */
export const planDetailSchema = z.object({
  plan: planSchema,
  entries: z.array(planEntrySchema),
  /** What the admin should know before confirming. */
  notes: z.array(z.string()).optional(),
  alarms: z.array(planAlarmSchema),
});
