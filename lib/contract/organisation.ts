/** The HTTP API in types: the organisation as the directory knows it. */
import { z } from 'zod';
import { earlyEndSchema } from '#lib/domain/connection/early-end';
import { partStateSchema } from '#lib/domain/directory/known';
import { listsReadSchema } from '#lib/domain/directory/lists-read';
import { preflightProgressSchema } from '#lib/domain/preflight/preflight';

/** GET, POST, DELETE /api/organisation */
export const organisationSchema = z.object({
  /** The state of the lists from which a roster would be made. */
  read: listsReadSchema,
  /** The numbers of managed and of active managed accounts; null if they are not known. */
  accounts: z.object({ total: z.number(), active: z.number() }).nullable(),
  /** About how many accounts there are, for a list that does not say its length; null if it is not known. */
  about: z.number().nullable(),
  /** The list of managed accounts, and the search. */
  lists: z.object({ accounts: partStateSchema, search: partStateSchema }),
  /** The part that is being read now; null if none is. */
  running: preflightProgressSchema.nullable(),
  /** The reason why the last reading ended early; null if it did not. */
  failure: earlyEndSchema.nullable(),
});
export type Organisation = z.infer<typeof organisationSchema>;
