/** The schema and type of a person in lists. */
import { z } from 'zod';

/** An account, with the name and the e-mail address as last seen. */
export const personSchema = z.object({ accountId: z.string(), name: z.string(), email: z.string() });
export type Person = z.infer<typeof personSchema>;
