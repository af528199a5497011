/** Preflight: what Atlassian says, before any write, about the people of a roster. */
import { z } from 'zod';
import { personSchema } from '#lib/domain/account/person';

/** What would happen to a user, in the order in which the review lists the kinds. */
export const predictionKinds = [
  'will-deactivate',
  'already-inactive',
  'refused',
  'not-managed',
  'changed',
  'unknown',
] as const;
export type PredictionKind = (typeof predictionKinds)[number];

/** The label of each kind of prediction. */
export const predictionLabels: Record<PredictionKind, string> = {
  'will-deactivate': 'Will be deactivated',
  'already-inactive': 'Already inactive',
  refused: 'Will be refused',
  'not-managed': 'Not managed',
  changed: 'Changed since the export',
  unknown: 'Not checked',
};

/** The prediction for one user, with its reason. */
export const predictionSchema = z.object({
  kind: z.enum(predictionKinds),
  /** Plain words; empty if there is nothing to add to the kind. */
  reason: z.string(),
  hint: z.string(),
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
 * What the list of managed accounts says about one account. The status is lower-case; new values are possible [SPEC].
 */
export const listedAccountSchema = z.object({
  status: z.string().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  /** ISO 8601, up to a day late [SPEC]; null for never or not given. */
  lastActive: z.string().nullable(),
  /** Sites and products this account has access to, by name. */
  products: z.array(z.string()),
});
export type ListedAccount = z.infer<typeof listedAccountSchema>;

/** The answer to one question about one account; `at` in ms since the epoch. */
export const accountAnswerSchema = z.object({
  at: z.number(),
  verdict: z.enum(['allowed', 'refused', 'not-managed', 'unknown-account', 'unknown']),
  reason: z.string(),
  hint: z.string(),
});
export type AccountAnswer = z.infer<typeof accountAnswerSchema>;

/** The last use of an account's API tokens; `at` in ms since the epoch. */
export const tokensAnswerSchema = z.object({
  at: z.number(),
  tokens: z.number(),
  /** ISO 8601; null if no token was ever used, or if that is not known. */
  lastAccess: z.string().nullable(),
});
export type TokensAnswer = z.infer<typeof tokensAnswerSchema>;

/**
 * The parts of preflight: the list of managed accounts, the organisation admins, the provisioned accounts, the
 * permission for each user, and the API tokens of each.
 */
export const preflightParts = ['accounts', 'admins', 'provisioned', 'permissions', 'tokens'] as const;
export type PreflightPart = (typeof preflightParts)[number];

/** The state of one part. What could not be learnt has a reason. Dates in ms since the epoch. */
const partStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('never') }),
  z.object({ state: z.literal('known'), at: z.number() }),
  z.object({ state: z.literal('partly'), at: z.number(), message: z.string(), hint: z.string() }),
  z.object({ state: z.literal('unknown'), at: z.number(), message: z.string(), hint: z.string() }),
]);
export type PartState = z.infer<typeof partStateSchema>;

/** An organisation admin. */
const organisationAdminSchema = personSchema.extend({ active: z.boolean() });
export type OrganisationAdmin = z.infer<typeof organisationAdminSchema>;

/** What is known about the organisation as a whole, and the state of each part. */
export const preflightRecordSchema = z.object({
  organisationId: z.string().nullable(),
  parts: z.object({
    accounts: partStateSchema,
    admins: partStateSchema,
    provisioned: partStateSchema,
    permissions: partStateSchema,
    tokens: partStateSchema,
  }),
  /** The numbers of managed and of active managed accounts; null if the list is incomplete. */
  accounts: z.object({ total: z.number(), active: z.number() }).nullable(),
  /** Active accounts by e-mail domain and by product. */
  activeByDomain: z.record(z.string(), z.number()),
  activeByProduct: z.record(z.string(), z.number()),
  /** Null if they are not known. */
  admins: z.array(organisationAdminSchema).nullable(),
  /** Accounts that an identity provider manages. */
  synced: z.array(z.string()),
});
export type PreflightRecord = z.infer<typeof preflightRecordSchema>;

/** How far a preflight is. */
export const preflightProgressSchema = z.object({
  part: z.enum(preflightParts),
  done: z.number(),
  /** Null if it is not known. */
  total: z.number().nullable(),
  /** The end of a wait that Atlassian asked for, ms since the epoch; null if there is none. */
  waitingUntil: z.number().nullable(),
});
export type PreflightProgress = z.infer<typeof preflightProgressSchema>;

/** The number of a roster's users with each prediction; empty if nothing was asked. */
export const predictedCountsSchema = z.partialRecord(z.enum(predictionKinds), z.number());
export type PredictedCounts = z.infer<typeof predictedCountsSchema>;

const never: PartState = { state: 'never' };

/** The record before anything was asked. */
export function emptyRecord(organisationId: string | null): PreflightRecord {
  return {
    organisationId,
    parts: { accounts: never, admins: never, provisioned: never, permissions: never, tokens: never },
    accounts: null,
    activeByDomain: {},
    activeByProduct: {},
    admins: null,
    synced: [],
  };
}

/** How long a result counts as fresh, in ms. Afterwards Lockstep asks again by itself. */
export const freshMs = 15 * 60_000;

/** When the organisation was last asked, with or without an answer; null for never. */
export function askedAt(record: PreflightRecord): number | null {
  const { accounts } = record.parts;
  return accounts.state === 'never' ? null : accounts.at;
}
