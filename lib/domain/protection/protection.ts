/** Who can never be deactivated, and why. */
import { z } from 'zod';
import type { AccountKey } from '#lib/domain/account/account-id';

/** Where a protection comes from; it says who may take it back and how. */
export const protectionSources = ['admin', 'rule', 'organisation-admin', 'operator'] as const;

/** One protected account. It outlives the roster it was made on. Dates are ms since the epoch. */
export const protectionSchema = z.object({
  accountId: z.string(),
  /** Name and e-mail as last seen, to recognise the person by. */
  name: z.string(),
  email: z.string(),
  source: z.enum(protectionSources),
  reason: z.string(),
  createdAt: z.number().int(),
});
export type Protection = z.infer<typeof protectionSchema>;
export type ProtectionSource = Protection['source'];

/** The protections of all accounts, by the key of their account ID: every spelling of an ID finds them. */
export type Protections = ReadonlyMap<AccountKey, Protection>;
