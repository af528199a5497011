/** Preflight: what Atlassian says, before any write, about the people of a roster. */
import { z } from 'zod';
import { waitsForSchema } from '#lib/domain/connection/waits-for';
import { partStateSchema } from '#lib/domain/directory/known';
import { organisationAdminSchema } from '#lib/domain/directory/organisation-facts';
import { faultCodes } from '#lib/domain/outcome/answer';

/** Predictions for a user, in the order in which the review lists the kinds. */
export const predictionKinds = [
  'will-deactivate',
  'already-inactive',
  'refused',
  'not-managed',
  'changed',
  'unknown',
] as const;
export type PredictionKind = (typeof predictionKinds)[number];

/** The prediction for one user, with its reason. */
export const predictionSchema = z.object({
  kind: z.enum(predictionKinds),
  /** Plain words; empty if there is nothing to add to the kind. */
  reason: z.string(),
  hint: z.string(),
  /** The kind of answer that is predicted; absent if the call will succeed, and in plans of earlier versions. */
  code: z.enum(faultCodes).optional(),
  /** `asked`: Atlassian was asked about this account; `listed`: it follows from a list; `none`: there is no source. */
  basis: z.enum(['asked', 'listed', 'none']),
  /** An identity provider provisions the account and will probably reactivate it. */
  comesBack: z.literal(true).optional(),
  /** The account may be deactivated, but the complete list of managed accounts does not contain it. */
  unlisted: z.literal(true).optional(),
});
export type Prediction = z.infer<typeof predictionSchema>;

/** Whether the prediction says that the call would fail. */
export function willFail(prediction: Pick<Prediction, 'kind'> | undefined): boolean {
  return prediction?.kind === 'refused' || prediction?.kind === 'not-managed';
}

/**
 * The parts of preflight: the list of managed accounts, the organisation admins, the provisioned accounts, the
 * permission for each user, and the API tokens of each.
 */
export const preflightParts = ['accounts', 'admins', 'provisioned', 'permissions', 'tokens'] as const;
export type PreflightPart = (typeof preflightParts)[number];

/** Knowledge about the organisation as a whole, and the state of each part. */
export const preflightRecordSchema = z.object({
  parts: z.object({
    accounts: partStateSchema,
    admins: partStateSchema,
    provisioned: partStateSchema,
    permissions: partStateSchema,
    tokens: partStateSchema,
  }),
  /** The numbers of managed and of active managed accounts; null if no list was read to its end. */
  accounts: z.object({ total: z.number(), active: z.number() }).nullable(),
  /** Null if they are not known. */
  admins: z.array(organisationAdminSchema).nullable(),
});
export type PreflightRecord = z.infer<typeof preflightRecordSchema>;

/** The progress of a preflight. */
export const preflightProgressSchema = z.object({
  part: z.enum(preflightParts),
  /** The time when it was at `from`, ms since the epoch: part of it may have been read earlier. */
  since: z.number(),
  from: z.number(),
  done: z.number(),
  /** Null if it is not known. */
  total: z.number().nullable(),
  /** The end of a wait that Atlassian asked for, ms since the epoch; null if there is none. */
  waitingUntil: z.number().nullable(),
  /** The reason why nothing is asked now, although it has not ended; null if something is. */
  waitsFor: waitsForSchema.nullable(),
});
export type PreflightProgress = z.infer<typeof preflightProgressSchema>;

/** The time when the organisation was last asked, with or without an answer; null for never. */
export function askedAt(record: Pick<PreflightRecord, 'parts'>): number | null {
  const { accounts } = record.parts;
  return accounts.state === 'never' ? null : accounts.at;
}
