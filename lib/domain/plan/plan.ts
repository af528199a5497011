/** The sealed list: exactly these account IDs, in this order. Only a sealed, confirmed plan can run. */
import { z } from 'zod';
import { actSchema } from '#lib/domain/outcome/act';
import { alarmCodes } from '#lib/domain/plan/alarms/alarm';
import { sizeLimitSchema } from '#lib/domain/plan/alarms/size-limit';
import { planQuestionSchema } from '#lib/domain/plan/question';
import { runOptionsSchema } from '#lib/domain/plan/run-options';
import { planSourceSchema } from '#lib/domain/plan/source';
import { predictionKinds, predictionSchema } from '#lib/domain/preflight/preflight';
import { originalSchema } from '#lib/domain/roster/roster';

/** One user of a plan. */
export const planEntrySchema = z.object({
  position: z.number().int().nonnegative(),
  accountId: z.string(),
  name: z.string(),
  email: z.string(),
  /** The prediction at sealing; absent if nothing was asked. */
  prediction: predictionSchema.optional(),
});
export type PlanEntry = z.infer<typeof planEntrySchema>;

/** The circumstances under which a plan was sealed. */
const planTermsSchema = z.object({
  /** All protected accounts at that moment: their number, and the SHA-256 of `protectionText`. */
  protections: z.object({ count: z.number().int(), digest: z.string() }),
  /** The time when the organisation was asked, ms since the epoch; null if it was not. */
  preflightAt: z.number().nullable(),
  /** Active managed accounts of the organisation; null if not known. */
  activeAccounts: z.number().int().nullable(),
  /** Users of the plan who may be active managed accounts: all but those known to be inactive or not managed. */
  reach: z.number().int(),
  predicted: z.partialRecord(z.enum(predictionKinds), z.number().int()),
  sizeLimit: sizeLimitSchema.extend({
    /** The excess of the plan over the size limit, in words; null if there is none. */
    exceeded: z.string().nullable(),
    /** The reason why the admin raised the size limit for this plan; null if they did not. */
    raisedBecause: z.string().nullable(),
  }),
  alarms: z.array(z.object({ code: z.enum(alarmCodes), count: z.number().int() })),
  /** The source and time (ms since the epoch) of the list of organisation admins; null if there is none. */
  admins: z
    .object({ by: z.enum(['organisation', 'file']), at: z.number() })
    .nullable()
    .optional(),
  /**
   * Questions that no guard could answer, with the admin's answers. Absent in plans of earlier versions, which pass no
   * gate.
   */
  questions: z.array(planQuestionSchema).optional(),
});
export type PlanTerms = z.infer<typeof planTermsSchema>;

/**
 * The version of the plan's text; each one seals more. 1: the account IDs. 2: also the terms and predictions. 3: also
 * names and addresses, the sources of the users and of the plan, and the optional terms.
 */
export const planVersion = 3 as const;

/** Everything about a plan except its users. */
export const planSchema = z.object({
  id: z.string(),
  /** Absent in plans of version 1 (without `terms`) and 2 (with them); see `versionOf`. */
  version: z.literal(planVersion).optional(),
  /** Null if the plan was made from another run. */
  rosterId: z.string().nullable(),
  rosterName: z.string(),
  organisationId: z.string().nullable(),
  organisationName: z.string(),
  /** The message that deactivated users may be shown; null for none. */
  message: z.string().nullable(),
  count: z.number().int().positive(),
  /** SHA-256, hexadecimal, of `planText`. */
  digest: z.string(),
  createdAt: z.number().int(),
  /** Absent in plans from before there was a choice. It then means deactivate. */
  act: actSchema.optional(),
  /** Absent if all are the default (`defaultOptions`). */
  options: runOptionsSchema.optional(),
  /** The run from which this plan was made, and the part of its users that was taken. */
  parent: z.object({ runId: z.string(), users: planSourceSchema }).optional(),
  /** Absent in plans of the first version, in imported ones, and in those that earlier versions made from a run. */
  terms: planTermsSchema.optional(),
  /**
   * Other agreements, by name: `original` (name, bytes and SHA-256 of the file that the users come from), `operator`,
   * `reason`, `ticket`, `keyTail` and `lockstep` (see `whoAndWhyOf`), `notBefore`, `approval`. New ones need no new
   * version, since everything in here is sealed. Absent in plans of earlier versions.
   */
  optionalTerms: z.record(z.string(), z.json()).optional(),
});
export type Plan = z.infer<typeof planSchema>;

const sealedOriginalSchema = originalSchema.extend({ name: z.string() });

/** The uploaded file that the users of a plan come from, as sealed; null if the plan does not say. */
export function sealedOriginal({
  optionalTerms,
}: Pick<Plan, 'optionalTerms'>): z.infer<typeof sealedOriginalSchema> | null {
  return sealedOriginalSchema.safeParse(optionalTerms?.original).data ?? null;
}

/** Replaces a plan that is lost or unreadable. It has no digest, so nothing can be done with it. */
export function lostPlan({ id, count, createdAt }: Pick<Plan, 'id' | 'count' | 'createdAt'>): Plan {
  return {
    id,
    rosterId: null,
    rosterName: 'a plan that can no longer be read',
    organisationId: null,
    organisationName: 'an organisation that is not known any more',
    message: null,
    count: Math.max(1, count),
    digest: '',
    createdAt,
  };
}

/** The version that a plan was sealed in. */
export function versionOf({ version, terms }: Pick<Plan, 'version' | 'terms'>): 1 | 2 | typeof planVersion {
  return version ?? (terms ? 2 : 1);
}

/** The parts of a plan that its digest does not cover, as a sentence for reports; null if it covers all of them. */
export function notSealed(plan: Pick<Plan, 'version' | 'terms'>): string | null {
  const version = versionOf(plan);
  if (version === planVersion) return null;
  return `Names and addresses were not sealed: this is a plan of version ${version}, whose digest covers the account IDs and their order.`;
}
