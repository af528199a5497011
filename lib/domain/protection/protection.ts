/** Protections: the accounts that can never be deactivated, with the reason. */
import { z } from 'zod';
import type { AccountKey } from '#lib/domain/account/account-id';
import { personSchema } from '#lib/domain/account/person';

/** The source of a protection. It decides who may remove it, and how. */
export const protectionSources = [
  'admin',
  'rule',
  'organisation-admin',
  'service-account',
  'operator',
] as const;

/** One protected account. The protection outlives the roster on which it was made. Dates are ms since the epoch. */
export const protectionSchema = personSchema.extend({
  source: z.enum(protectionSources),
  reason: z.string(),
  createdAt: z.number().int(),
});
export type Protection = z.infer<typeof protectionSchema>;
/** One of the sources. */
export type ProtectionSource = Protection['source'];

/** A change of a protection or of a rule, and its reason. `at` is ms since the epoch. */
export const protectionChangeSchema = z.object({
  id: z.number(),
  at: z.number(),
  act: z.enum(['added', 'removed']),
  /** Empty for a rule. */
  accountId: z.string(),
  source: z.enum(protectionSources),
  /** The name, the e-mail address, or the rule in words. */
  what: z.string(),
  reason: z.string(),
});
export type ProtectionChange = z.infer<typeof protectionChangeSchema>;

/** The address that the admin has entered for their own account; null if they have not. */
const ownAddress = z.string().nullable();

/** The admin's own account. Without an answer no plan is sealed. */
export const operatorSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('unknown'), ownAddress }),
  z.object({ state: z.literal('absent'), ownAddress }),
  personSchema.extend({ state: z.literal('known') }),
]);
export type Operator = z.infer<typeof operatorSchema>;

/** All protections, by the key of the account ID, so that every spelling of an ID finds them. */
export type Protections = ReadonlyMap<AccountKey, Protection>;
