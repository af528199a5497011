/** Preflight: what Atlassian says, before any write, about the people of a roster. */
import { z } from 'zod';

/** What would happen to a user; the order is the one in which the review lists them. */
export const predictionKinds = [
  'will-deactivate',
  'already-inactive',
  'refused',
  'not-managed',
  'changed',
  'unknown',
] as const;
export type PredictionKind = (typeof predictionKinds)[number];

export const predictionLabels: Record<PredictionKind, string> = {
  'will-deactivate': 'Will be deactivated',
  'already-inactive': 'Already inactive',
  refused: 'Will be refused',
  'not-managed': 'Not managed',
  changed: 'Changed since the export',
  unknown: 'Not checked',
};

/** What is expected for one user, and why. */
export const predictionSchema = z.object({
  kind: z.enum(predictionKinds),
  /** Plain words; empty where there is nothing to add to the kind. */
  reason: z.string(),
  hint: z.string(),
  /** `asked`: Atlassian was asked about this account; `listed`: it follows from a list; `none`: from nothing. */
  basis: z.enum(['asked', 'listed', 'none']),
  /** An identity provider provisions the account, and will probably put it back. */
  comesBack: z.literal(true).optional(),
  /** The account may be deactivated, and is not on the whole list of managed accounts. */
  unlisted: z.literal(true).optional(),
});
export type Prediction = z.infer<typeof predictionSchema>;

/** Predicted to fail: no call would deactivate them. */
export function willFail(prediction: Pick<Prediction, 'kind'> | undefined): boolean {
  return prediction?.kind === 'refused' || prediction?.kind === 'not-managed';
}

/** What the list of managed accounts says of one account. Status is lower-case and open [SPEC]. */
export const listedAccountSchema = z.object({
  status: z.string().nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  /** ISO 8601, up to a day late [SPEC]; null for never or not said. */
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
  /** ISO 8601; null where no token was ever used, or nothing is known. */
  lastAccess: z.string().nullable(),
});
export type TokensAnswer = z.infer<typeof tokensAnswerSchema>;

/** The list of managed accounts; who is organisation admin; who is provisioned; may we, of each user; their API tokens. */
export const preflightParts = ['accounts', 'admins', 'provisioned', 'permissions', 'tokens'] as const;
export type PreflightPart = (typeof preflightParts)[number];

/** How one part went; what could not be known is told with why. Dates in ms since the epoch. */
export const partStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('never') }),
  z.object({ state: z.literal('known'), at: z.number() }),
  z.object({ state: z.literal('partly'), at: z.number(), message: z.string(), hint: z.string() }),
  z.object({ state: z.literal('unknown'), at: z.number(), message: z.string(), hint: z.string() }),
]);
export type PartState = z.infer<typeof partStateSchema>;

export const organisationAdminSchema = z.object({
  accountId: z.string(),
  name: z.string(),
  email: z.string(),
  active: z.boolean(),
});
export type OrganisationAdmin = z.infer<typeof organisationAdminSchema>;

/** What is known of the organisation as a whole, and how each part went. */
export const preflightRecordSchema = z.object({
  organisationId: z.string().nullable(),
  parts: z.object({
    accounts: partStateSchema,
    admins: partStateSchema,
    provisioned: partStateSchema,
    permissions: partStateSchema,
    tokens: partStateSchema,
  }),
  /** Managed accounts, and the active ones of them; null where they could not all be listed. */
  accounts: z.object({ total: z.number(), active: z.number() }).nullable(),
  /** Active accounts by e-mail domain and by product. */
  activeByDomain: z.record(z.string(), z.number()),
  activeByProduct: z.record(z.string(), z.number()),
  /** Null where it is not known who they are. */
  admins: z.array(organisationAdminSchema).nullable(),
  /** Accounts that an identity provider decides about. */
  synced: z.array(z.string()),
});
export type PreflightRecord = z.infer<typeof preflightRecordSchema>;

const never: PartState = { state: 'never' };

/** A record of nothing asked yet. */
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

/** How long what was found may stand before it is asked again by itself, in ms. */
export const freshMs = 15 * 60_000;

/** When the organisation was last asked, whether it could answer or not; null for never. */
export function askedAt(record: PreflightRecord): number | null {
  const { accounts } = record.parts;
  return accounts.state === 'never' ? null : accounts.at;
}
