/** The reason why work in the background ended early. */
import { z } from 'zod';
import { messageSchema } from '#lib/domain/text/message';

/**
 * The obstacle to the work, and advice. `code` as in an error of the API: the kind of Atlassian's answer, `storage` if
 * nothing could be kept, or null if the kind is not known.
 */
export const earlyEndSchema = z.object({
  code: z.string().nullable(),
  message: messageSchema,
  hint: messageSchema,
});
export type EarlyEnd = z.infer<typeof earlyEndSchema>;
