/** The HTTP API in types: the demo organisation's ledger. */
import { z } from 'zod';
import { wholeNumber } from '#lib/contract/parts/query';
import { ledgerCallSchema, ledgerViews } from '#lib/domain/rehearsal/ledger';

/** The query of GET /api/demo/ledger. */
export const ledgerQuerySchema = z.strictObject({
  view: z.enum(ledgerViews).default('all'),
  most: wholeNumber(1, 1_000).default(100),
});

/** GET /api/demo/ledger: newest first; `total` is the number of calls in the view. */
export const ledgerSchema = z.object({ total: z.number().int(), entries: z.array(ledgerCallSchema) });
export type LedgerPage = z.infer<typeof ledgerSchema>;
