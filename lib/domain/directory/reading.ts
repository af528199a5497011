/** One reading of one account from one source: the facts that the answer had, with their time. Pure. */
import { z } from 'zod';
import { faultCodes } from '#lib/domain/outcome/answer';

/**
 * The sources of facts about an account. The order decides between two sources that were read within a minute:
 * `profile` is about this one account now, while lists and the search may lag behind a change.
 */
export const sources = [
  /** `GET /users/{id}/manage/profile`. */
  'profile',
  /** `GET /users/{id}/manage`. */
  'manage',
  /** `POST …/users/search` (v2) about a few users: the organisation admins, or those with some addresses. */
  'users-question',
  /** `POST …/users/search` (v2) as a list of everybody. A question takes nobody off it. */
  'users-search',
  /** `GET /admin/v1/orgs/{id}/users` (v1). */
  'managed-accounts',
  /** `GET /users/{id}/manage/api-tokens`. */
  'account-tokens',
  /** `GET /admin/api-access/v1/orgs/{id}/api-tokens`. */
  'organisation-tokens',
  /** `GET /admin/api-access/v1/orgs/{id}/service-accounts`. */
  'service-accounts',
] as const;
export type Source = (typeof sources)[number];

/** The source of a statement: one of Atlassian, or a run of Lockstep that touched the account. */
export const speakers = ['run', ...sources] as const;
export type Speaker = (typeof speakers)[number];

/** Whether an account may be deactivated, and the reason against it. */
const permissionSchema = z.object({
  verdict: z.enum(['allowed', 'refused', 'not-managed', 'unknown-account', 'unknown']),
  /** The kind of the refusal; absent if nothing speaks against it, and in directories of earlier versions. */
  code: z.enum(faultCodes).optional(),
  /** Plain words; empty if there is nothing to say. */
  reason: z.string(),
  hint: z.string(),
});
export type Permission = z.infer<typeof permissionSchema>;

/** The API tokens of an account. */
const tokensSchema = z.object({
  count: z.number(),
  /** ISO 8601; null if no token was ever used, or if that is not known. */
  lastUsed: z.string().nullable(),
});

/** A product of one site to which an account has access. */
const productAccessSchema = z.object({ name: z.string(), lastActive: z.string().nullable() });
export type ProductAccess = z.infer<typeof productAccessSchema>;

/**
 * Everything that a source may say about an account. A fact that the answer did not have is absent. Statuses and kinds
 * are in lower case and may have new values [SPEC].
 */
const accountFactsSchema = z
  .object({
    status: z.string(),
    /** `atlassian` means a person [SPEC]. */
    type: z.string(),
    name: z.string(),
    email: z.string(),
    /** `managed` or `unmanaged` [SPEC]. */
    claim: z.string(),
    /** `synced`: an identity provider manages the account [SPEC]. */
    managementSource: z.string(),
    organisationAdmin: z.boolean(),
    /** Whether Atlassian lists it as a service account, the account of a program. */
    serviceAccount: z.boolean(),
    /** ISO 8601, up to a day late [SPEC]; null if the account was never active. */
    lastActive: z.string().nullable(),
    products: z.array(productAccessSchema),
    /** The same from a source that had only the IDs of the sites, as part of each name. */
    productsBySiteId: z.array(productAccessSchema),
    billable: z.boolean(),
    /** The names of its groups. Only asked for where a protection rule looks at groups. */
    groups: z.array(z.string()),
    permission: permissionSchema,
    tokens: tokensSchema,
  })
  .partial();
export type AccountFacts = z.infer<typeof accountFactsSchema>;

/** The facts of one speaker about one account. */
export interface Reading {
  source: Speaker;
  /** The number of the run, where a run is the source. */
  run?: number;
  /** Ms since the epoch. */
  at: number;
  /** The sweep that made the reading, counting from 1; 0 if it was a single question. */
  generation: number;
  facts: AccountFacts;
}

/** A reading of Atlassian's. Only these are stored: what runs say is in their journals. */
export interface SourceReading extends Omit<Reading, 'run'> {
  source: Source;
}

/** A reading of Atlassian's, with the account ID as Atlassian spells it. */
export interface AccountReading extends SourceReading {
  accountId: string;
}
