/** The HTTP API in types: requests about the connection. Each is answered with a `Connection` of the domain. */
import { z } from 'zod';

/** PUT /api/connection */
export const connectRequestSchema = z.discriminatedUnion('source', [
  z.strictObject({ source: z.literal('demo') }),
  z.strictObject({
    source: z.literal('typed'),
    /** Blanks around the text are allowed here. The engine checks the rest (`apiKeyFault`, `organisationIdFault`). */
    key: z.string(),
    organisationId: z.string().optional(),
    /** Whether this computer's keychain should keep the key. */
    remember: z.boolean().optional(),
  }),
  /** Chooses one of the organisations that the connected key can see. */
  z.strictObject({ source: z.literal('choose'), organisationId: z.string() }),
  /** Stores the day on which the connected key expires; null removes it. */
  z.strictObject({ source: z.literal('expiry'), expiresOn: z.iso.date().nullable() }),
  /** Asks Atlassian again whether the connected key works. */
  z.strictObject({ source: z.literal('recheck') }),
]);
export type ConnectRequest = z.infer<typeof connectRequestSchema>;
