/** How far the lists of an organisation were read. */
import { z } from 'zod';

/** The state of the lists: read to the end of one, in part, or not at all. `at` is ms since the epoch. */
export const listsReadSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal(['whole', 'partly']), at: z.number() }),
  z.object({ state: z.literal('never') }),
]);
export type ListsRead = z.infer<typeof listsReadSchema>;
