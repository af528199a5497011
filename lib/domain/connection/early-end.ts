/** The reason why work in the background ended early. */
import { z } from 'zod';
import { messageSchema } from '#lib/domain/text/message';

/**
 * Why the work ended, with a hint. `code` as in an error of the API: the kind of Atlassian's answer, `storage` if
 * nothing could be stored, or null if the kind is not known.
 */
export const earlyEndSchema = z.object({
  code: z.string().nullable(),
  message: messageSchema,
  hint: messageSchema,
});
export type EarlyEnd = z.infer<typeof earlyEndSchema>;
