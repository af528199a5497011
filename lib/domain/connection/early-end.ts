/** Why work in the background ended early. */
import { z } from 'zod';
import { messageSchema } from '#lib/domain/text/message';

/** What prevented the work, and what to do. */
export const earlyEndSchema = z.object({ message: messageSchema, hint: messageSchema });
export type EarlyEnd = z.infer<typeof earlyEndSchema>;
