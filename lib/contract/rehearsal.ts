/** The HTTP API in types: the demo organisation's switches, size and ledger. */
import { z } from 'zod';
import { wholeNumber } from '#lib/contract/parts/query';
import {
  ledgerCallSchema,
  ledgerViews,
  organisationWishSchema,
  switchChangeSchema,
  switchesSchema,
} from '#lib/domain/rehearsal';

/** GET and PUT /api/demo/rehearsal, PUT /api/demo/organisation. */
export const rehearsalSchema = organisationWishSchema.extend({ switches: switchesSchema });
export type RehearsalView = z.infer<typeof rehearsalSchema>;

/** PUT /api/demo/rehearsal. */
export const rehearsalRequestSchema = switchChangeSchema;

/** PUT /api/demo/organisation. */
export const organisationRequestSchema = organisationWishSchema.strict();

/** The query of GET /api/demo/ledger. */
export const ledgerQuerySchema = z.strictObject({
  view: z.enum(ledgerViews).default('all'),
  most: wholeNumber(1, 1_000).default(100),
});

/** GET /api/demo/ledger: newest first; `total` is the number of calls in the view. */
export const ledgerSchema = z.object({ total: z.number().int(), entries: z.array(ledgerCallSchema) });
export type LedgerPage = z.infer<typeof ledgerSchema>;
