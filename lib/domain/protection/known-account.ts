/** The person with an account ID, from stored data only. */
import { z } from 'zod';
import { personSchema } from '#lib/domain/account/person';

/** Dates are ms since the epoch. */
export const knownAccountSchema = z.object({
  /** The name and the e-mail address, and where they are from; null if nothing that is kept has either. */
  person: personSchema
    .extend({
      from: z.discriminatedUnion('source', [
        /** Answers of Atlassian about the connected organisation; `at` is when the older of the two was read. */
        z.object({ source: z.literal('directory'), at: z.number() }),
        /** The newest upload that has the account; `at` is when the file was written or, if not known, uploaded. */
        z.object({ source: z.literal('roster'), name: z.string(), at: z.number() }),
      ]),
    })
    .nullable(),
  /** The time when the list of the connected organisation was last read to its end; null if it was not. */
  listedAt: z.number().nullable(),
  /** The number of kept uploads, in all of which the account was looked for if the directory does not have it. */
  rosters: z.number().int(),
});
export type KnownAccount = z.infer<typeof knownAccountSchema>;
