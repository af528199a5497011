/** Protections: the accounts that can never be deactivated, with the reason. */
import { z } from 'zod';
import type { AccountKey } from '#lib/domain/account/account-id';

/** The source of a protection. It decides who may remove it, and how. */
export const protectionSources = ['admin', 'rule', 'organisation-admin', 'operator'] as const;

/** One protected account. The protection outlives the roster on which it was made. Dates are ms since the epoch. */
export const protectionSchema = z.object({
  accountId: z.string(),
  /** Name and e-mail as last seen, so that the admin recognises the person. */
  name: z.string(),
  email: z.string(),
  source: z.enum(protectionSources),
  reason: z.string(),
  createdAt: z.number().int(),
});
export type Protection = z.infer<typeof protectionSchema>;
/** One of the sources. */
export type ProtectionSource = Protection['source'];

/** All protections, by the key of the account ID, so that every spelling of an ID finds them. */
export type Protections = ReadonlyMap<AccountKey, Protection>;
