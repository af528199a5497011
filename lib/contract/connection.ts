/** The HTTP API in types: the connection to an organisation. */
import { z } from 'zod';

const organisationSchema = z.object({ id: z.string(), name: z.string() });

/** How the key was last found to be. `unchecked` says why nothing could be learnt. */
export const keyCheckSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('accepted'), at: z.number() }),
  z.object({ state: z.literal('unchecked'), at: z.number(), message: z.string(), hint: z.string() }),
  z.object({
    state: z.literal('refused'),
    at: z.number(),
    message: z.string(),
    hint: z.string(),
    detail: z.string().nullable(),
  }),
]);

/** The keychain of this computer: there is none, it can be asked, it keeps the key, it was asked and did not. */
const keychainSchema = z.enum(['none', 'offered', 'keeps', 'refused']);

export const connectionSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none'), typedKeyUrl: z.string(), keychain: keychainSchema }),
  z.object({
    state: z.literal('connected'),
    /** Where a key that is typed is sent: set by the environment of the program only. */
    typedKeyUrl: z.string(),
    keychain: keychainSchema,
    source: z.enum(['demo', 'typed', 'environment', 'remembered']),
    apiUrl: z.string(),
    /** The last four characters of the key, all the page ever sees of it. */
    keyTail: z.string(),
    /** Null while several organisations are to choose from, or none is known. */
    organisation: organisationSchema.nullable(),
    organisations: z.array(organisationSchema),
    check: keyCheckSchema,
    /** The day on which the key ends, as the admin said; null where they did not. Atlassian does not tell [SPEC]. */
    expiresOn: z.iso.date().nullable(),
  }),
]);
export type Connection = z.infer<typeof connectionSchema>;
export type KeyCheck = z.infer<typeof keyCheckSchema>;

/** PUT /api/connection */
export const connectRequestSchema = z.discriminatedUnion('source', [
  z.strictObject({ source: z.literal('demo') }),
  z.strictObject({
    source: z.literal('typed'),
    /** Blanks around these two are no fault; what is one, the engine says (`apiKeyFault`, `organisationIdFault`). */
    key: z.string(),
    organisationId: z.string().optional(),
    /** Whether the keychain of this computer is to keep it. */
    remember: z.boolean().optional(),
  }),
  /** Chooses one of the organisations that the connected key sees. */
  z.strictObject({ source: z.literal('choose'), organisationId: z.string() }),
  /** Notes on which day the connected key ends; null takes it back. */
  z.strictObject({ source: z.literal('expiry'), expiresOn: z.iso.date().nullable() }),
  /** Asks Atlassian again whether the connected key works. */
  z.strictObject({ source: z.literal('recheck') }),
]);
export type ConnectRequest = z.infer<typeof connectRequestSchema>;
