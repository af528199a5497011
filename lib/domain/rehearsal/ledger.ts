/** The ledger of the demo organisation: the calls that it received. */
import { z } from 'zod';

/** The filters of the ledger. */
export const ledgerViews = ['all', 'writes', 'changes'] as const;
export type LedgerView = (typeof ledgerViews)[number];

/** One call that the demo organisation received. */
export const ledgerCallSchema = z.object({
  seq: z.number().int(),
  /** Ms since the epoch. */
  at: z.number(),
  method: z.string(),
  path: z.string(),
  operation: z.string(),
  accountId: z.string().nullable(),
  /** The HTTP status, or how the connection ended; null while there is no answer. */
  answered: z.union([z.number(), z.string()]).nullable(),
  effect: z.string().nullable(),
});
