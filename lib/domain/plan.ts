/** The sealed list: exactly these account IDs, in this order. Only a sealed, confirmed plan can run. */
import { z } from 'zod';
import { actSchema } from '#lib/domain/act';
import { planSourceSchema } from '#lib/domain/plan-source';
import { runOptionsSchema } from '#lib/domain/run-options';

export const planEntrySchema = z.object({
  position: z.number().int().nonnegative(),
  accountId: z.string(),
  name: z.string(),
  email: z.string(),
});
export type PlanEntry = z.infer<typeof planEntrySchema>;

/** Everything about a plan but its users. */
export const planSchema = z.object({
  id: z.string(),
  /** Null where the plan was made from the rest of another run. */
  rosterId: z.string().nullable(),
  rosterName: z.string(),
  organisationId: z.string().nullable(),
  organisationName: z.string(),
  /** What the deactivated users may be shown; null for nothing. */
  message: z.string().nullable(),
  count: z.number().int().positive(),
  /** SHA-256, hexadecimal, of `planText`. */
  digest: z.string(),
  createdAt: z.number().int(),
  /** Absent in plans from before there was a choice: deactivate. */
  act: actSchema.optional(),
  /** Absent where everything is as usual (`defaultOptions`). */
  options: runOptionsSchema.optional(),
  /** The run that this plan was made from, and which of its users. */
  parent: z.object({ runId: z.string(), users: planSourceSchema }).optional(),
});
export type Plan = z.infer<typeof planSchema>;

/**
 * The text that a plan's digest is taken of: one JSON value a line, the plan's terms first, then each account ID
 * in order. The same plan gives the same text on every machine.
 */
export function planText(
  plan: Pick<Plan, 'organisationId' | 'message' | 'act' | 'options' | 'parent'>,
  entries: readonly PlanEntry[],
): string {
  const head = JSON.stringify({
    lockstep: 1,
    act: plan.act ?? 'deactivate',
    organisation: plan.organisationId,
    message: plan.message,
    count: entries.length,
    // Left out where they are absent, so that plans sealed before there was a choice keep their digest.
    options: plan.options,
    parent: plan.parent,
  });
  return [head, ...entries.map((entry) => JSON.stringify(entry.accountId))].join('\n');
}
