/** The HTTP API in types: the connection to an organisation. */
import { z } from 'zod';

const organisationSchema = z.object({ id: z.string(), name: z.string() });

/** The latest state of the key. `unchecked` says why nothing could be learnt. */
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

/** The computer's keychain: there is none, it can be used, it keeps the key, or it failed to. */
const keychainSchema = z.enum(['none', 'offered', 'keeps', 'refused']);

/** GET /api/connection */
export const connectionSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none'), typedKeyUrl: z.string(), keychain: keychainSchema }),
  z.object({
    state: z.literal('connected'),
    /** The address to which a typed key is sent. Only the program's environment can set it. */
    typedKeyUrl: z.string(),
    keychain: keychainSchema,
    source: z.enum(['demo', 'typed', 'environment', 'remembered']),
    apiUrl: z.string(),
    /** The last four characters of the key, the only ones that the page ever gets. */
    keyTail: z.string(),
    /** Null if there are several organisations to choose from, or if none is known. */
    organisation: organisationSchema.nullable(),
    organisations: z.array(organisationSchema),
    check: keyCheckSchema,
    /**
     * The day on which the key expires, according to the admin; null if not given. Atlassian does not provide it
     * [SPEC].
     */
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
    /**
     * Surrounding blanks are allowed here. The engine says what else is wrong (`apiKeyFault`, `organisationIdFault`).
     */
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
