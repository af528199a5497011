/** The sealed list: exactly these account IDs, in this order. Only a sealed, confirmed plan can run. */
import { z } from 'zod';
import { actSchema } from '#lib/domain/act';
import { alarmCodes } from '#lib/domain/plan-alarm';
import { brakeSchema } from '#lib/domain/plan-brake';
import { planQuestionSchema } from '#lib/domain/plan-question';
import { planSourceSchema } from '#lib/domain/plan-source';
import { predictionKinds, predictionSchema } from '#lib/domain/preflight';
import type { Protections } from '#lib/domain/protection';
import { runOptionsSchema } from '#lib/domain/run-options';

export const planEntrySchema = z.object({
  position: z.number().int().nonnegative(),
  accountId: z.string(),
  name: z.string(),
  email: z.string(),
  /** What preflight expected when the plan was sealed; absent where nothing was asked. */
  prediction: predictionSchema.optional(),
});
export type PlanEntry = z.infer<typeof planEntrySchema>;

/** What a plan was sealed under. */
export const planTermsSchema = z.object({
  /** Everybody protected at that moment: how many, and the SHA-256 of `protectionText`. */
  protections: z.object({ count: z.number().int(), digest: z.string() }),
  /** When the organisation was asked, ms since the epoch; null where it was not. */
  preflightAt: z.number().nullable(),
  /** Active managed accounts of the organisation; null where that is not known. */
  activeAccounts: z.number().int().nullable(),
  /** Users of the plan who may be among them: not those known to be inactive or not managed. */
  reach: z.number().int(),
  predicted: z.partialRecord(z.enum(predictionKinds), z.number().int()),
  brake: brakeSchema.extend({
    /** What the plan exceeds; null where it keeps within the brake. */
    exceeded: z.string().nullable(),
    /** Why the brake was raised for this one plan; null where it was not. */
    raisedBecause: z.string().nullable(),
  }),
  alarms: z.array(z.object({ code: z.enum(alarmCodes), count: z.number().int() })),
  /** From where and since when (ms since the epoch) it is known who is an organisation admin; null where it is not. */
  admins: z
    .object({ by: z.enum(['organisation', 'file']), at: z.number() })
    .nullable()
    .optional(),
  /** What no guard could check, with the admin's answers. Absent in plans of earlier versions: they pass no gate. */
  questions: z.array(planQuestionSchema).optional(),
});
export type PlanTerms = z.infer<typeof planTermsSchema>;

/** Everything about a plan but its users. */
export const planSchema = z.object({
  id: z.string(),
  /** Null where the plan was made from another run. */
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
  /** Absent in plans of the first version, in imported ones, and in those that earlier versions made from a run. */
  terms: planTermsSchema.optional(),
});
export type Plan = z.infer<typeof planSchema>;

/**
 * The text that a plan's digest is taken of: one JSON value a line, the plan's terms first, then each account ID
 * in order, with what was expected of it. The same plan gives the same text on every machine.
 */
export function planText(
  plan: Pick<Plan, 'organisationId' | 'message' | 'act' | 'options' | 'parent' | 'terms'>,
  entries: readonly PlanEntry[],
): string {
  const { terms } = plan;
  const head = JSON.stringify({
    lockstep: terms ? 2 : 1,
    act: plan.act ?? 'deactivate',
    organisation: plan.organisationId,
    message: plan.message,
    count: entries.length,
    // Left out where they are absent, so that plans sealed before there was a choice keep their digest.
    options: plan.options,
    parent: plan.parent,
    ...(terms ? { terms: ordered(terms) } : {}),
  });
  const line = ({ accountId, prediction }: PlanEntry) =>
    JSON.stringify(terms ? [accountId, prediction?.kind ?? null, prediction?.reason ?? null] : accountId);
  return [head, ...entries.map(line)].join('\n');
}

/** Everybody protected, one JSON value a line, in the order of their account IDs: the text of a digest. */
export function protectionText(protections: Protections): string {
  return [...protections.values()]
    .map(({ accountId, source, reason }) => JSON.stringify([accountId, source, reason]))
    .sort()
    .join('\n');
}

/** The same value with the keys of every object in order: text that was stored and read back is the same text. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, ordered(inner)]),
  );
}
